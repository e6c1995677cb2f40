#ifndef PLAIN_SWEEP_H
#define PLAIN_SWEEP_H

#include <stdint.h>

/// Counts accounts whose weighted collateral is worth less than their debt.
int64_t plain_sweep(
    int64_t accounts, const int32_t *collateral_offsets, const int32_t *collateral_reserve,
    const double *collateral_units, const double *collateral_threshold,
    const int32_t *debt_offsets, const int32_t *debt_reserve, const double *debt_units,
    const double *prices);

#endif
