#include "cscan.h"

// Eight sums side by side, since one alone waits for each addition; always eight, so that they come to the same on
// every machine.

typedef double eight __attribute__((vector_size(64), aligned(8)));
typedef long long mask __attribute__((vector_size(64)));

// A macro, since vectors as wide are passed differently from machine to machine.
#define CHOOSE(which, a, b) ((eight)(((mask)(a) & (which)) | ((mask)(b) & ~(which))))

struct cscan_summary cscan_summary(const double *values, size_t count) {
  struct cscan_summary found = {0, values[0], values[0], 0};
  size_t whole = count & ~(size_t)7;
  eight sums = {0}, least = sums + values[0], most = least, squares = {0};
  for (size_t i = 0; i < whole; i += 8) {
    eight some = *(const eight *)(values + i);
    sums += some;
    least = CHOOSE(some < least, some, least);
    most = CHOOSE(some > most, some, most);
  }
  double sum = 0;
  for (int i = 0; i < 8; i++) {
    sum += sums[i];
    if (least[i] < found.minimum) found.minimum = least[i];
    if (most[i] > found.maximum) found.maximum = most[i];
  }
  for (size_t i = whole; i < count; i++) {
    sum += values[i];
    if (values[i] < found.minimum) found.minimum = values[i];
    if (values[i] > found.maximum) found.maximum = values[i];
  }
  found.mean = sum / (double)count;
  for (size_t i = 0; i < whole; i += 8) {
    eight away = *(const eight *)(values + i) - found.mean;
    squares += away * away;
  }
  for (int i = 0; i < 8; i++) found.squares += squares[i];
  for (size_t i = whole; i < count; i++) {
    double away = values[i] - found.mean;
    found.squares += away * away;
  }
  return found;
}
