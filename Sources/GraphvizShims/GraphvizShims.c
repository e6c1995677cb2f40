#include "GraphvizShims.h"

#include <string.h>

static char errors[4096];

static int collect(char *message) {
  strncat(errors, message, sizeof errors - strlen(errors) - 1);
  return 0;
}

void shim_capture_errors(void) {
  errors[0] = 0;
  agseterrf((agusererrf)collect);
}

const char *shim_captured_errors(void) { return errors; }

// Graphviz 13 widened the last parameter of gvRenderData from unsigned * to
// size_t *; a zeroed size_t passed as void * is right for both on
// little-endian machines.
int shim_render(GVC_t *context, Agraph_t *graph, const char *format, char **data, size_t *length) {
  *length = 0;
  return gvRenderData(context, graph, format, data, (void *)length);
}

// agattr wants writable strings before Graphviz 9 and copies them.
void shim_set_default(Agraph_t *graph, const char *name, const char *value) {
  if (agattr(graph, AGRAPH, (char *)name, NULL) == NULL) {
    agattr(graph, AGRAPH, (char *)name, (char *)value);
  }
}
