// What libstdc++ takes from glibc 2.36, for systems that have 2.35 (Ubuntu 22.04). A symbol that the executable has
// itself is not looked for in glibc, so the packaged executable asks for 2.35 at most; scripts/package checks that.
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

uint32_t arc4random(void) {
  uint32_t value;
  ssize_t got;
  do {
    got = getrandom(&value, sizeof value, 0);
  } while (got < 0 && errno == EINTR);
  // Fewer than 256 bytes come whole or not at all: getrandom(2).
  if (got != (ssize_t)sizeof value) abort();
  return value;
}
