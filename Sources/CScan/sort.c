#include "cscan.h"

// Sorting was most of what a sketch of quantiles costs; by digits it takes a quarter of the comparisons' time.

#include <string.h>

// Bits that are ordered as the numbers are.
static inline uint64_t ordered(uint64_t bits) { return bits ^ ((uint64_t)((int64_t)bits >> 63) | 1ull << 63); }

static inline uint64_t restored(uint64_t bits) { return bits ^ (((bits >> 63) - 1) | 1ull << 63); }

static void insert_each(uint64_t *keys, size_t count) {
  for (size_t i = 1; i < count; i++) {
    uint64_t key = keys[i];
    size_t at = i;
    for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
    keys[at] = key;
  }
}

void cscan_sort(double *values, size_t count, double *scratch) {
  if (count < 2) return;
  uint64_t *from = (uint64_t *)values, *to = (uint64_t *)scratch;
  for (size_t i = 0; i < count; i++) from[i] = ordered(from[i]);
  if (count < 64) {
    insert_each(from, count);
  } else {
    uint32_t starts[8][256];
    memset(starts, 0, sizeof starts);
    for (size_t i = 0; i < count; i++) {
      uint64_t key = from[i];
      for (int digit = 0; digit < 8; digit++) starts[digit][key >> 8 * digit & 255]++;
    }
    for (int digit = 0; digit < 8; digit++) {
      uint32_t *start = starts[digit];
      // All the same in this digit.
      if (start[from[0] >> 8 * digit & 255] == count) continue;
      uint32_t before = 0;
      for (int i = 0; i < 256; i++) {
        uint32_t next = before + start[i];
        start[i] = before;
        before = next;
      }
      for (size_t i = 0; i < count; i++) to[start[from[i] >> 8 * digit & 255]++] = from[i];
      uint64_t *swapped = from;
      from = to;
      to = swapped;
    }
  }
  uint64_t *sorted = (uint64_t *)values;
  for (size_t i = 0; i < count; i++) sorted[i] = restored(from[i]);
}
