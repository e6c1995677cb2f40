#pragma once

#include <gvc.h>
#include <stddef.h>

/// Starts collecting Graphviz's messages instead of printing them.
void shim_capture_errors(void);

/// What Graphviz said since the last call of `shim_capture_errors`.
const char *shim_captured_errors(void);

/// `gvRenderData` with one signature for every Graphviz version.
int shim_render(GVC_t *context, Agraph_t *graph, const char *format, char **data, size_t *length);

/// Sets an attribute of the graph that it does not set itself.
void shim_set_default(Agraph_t *graph, const char *name, const char *value);
