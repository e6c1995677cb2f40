#include "plain_sweep.h"

int64_t plain_sweep(
    int64_t accounts, const int32_t *collateral_offsets, const int32_t *collateral_reserve,
    const double *collateral_units, const double *collateral_threshold,
    const int32_t *debt_offsets, const int32_t *debt_reserve, const double *debt_units,
    const double *prices) {
  int64_t count = 0;
  for (int64_t account = 0; account < accounts; account++) {
    double collateral = 0;
    for (int32_t e = collateral_offsets[account]; e < collateral_offsets[account + 1]; e++) {
      collateral += collateral_units[e] * collateral_threshold[e] * prices[collateral_reserve[e]];
    }
    double debt = 0;
    for (int32_t e = debt_offsets[account]; e < debt_offsets[account + 1]; e++) {
      debt += debt_units[e] * prices[debt_reserve[e]];
    }
    if (collateral < debt) count++;
  }
  return count;
}
