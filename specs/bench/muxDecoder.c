/* A decoder of 27.010's basic option as one writes it by hand in C: a state machine that takes bytes one by
   one, as Linux's n_gsm does, FCS by table. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FLAG = 0xf9, MAX = 32768 };
enum state { HUNT, ADDRESS, CONTROL, LENGTH, LENGTH2, DATA, FCS, END };

static uint8_t table[256];
static uint8_t data[MAX];

static void prepare(void) {
  for (int octet = 0; octet < 256; octet++) {
    uint8_t rest = octet;
    for (int bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >> 1) ^ 0xe0 : rest >> 1;
    table[octet] = rest;
  }
}

int main(int argc, char **argv) {
  FILE *file = fopen(argv[1], "rb");
  long chunk = atol(argv[2]);
  int rounds = atoi(argv[3]);
  (void)argc;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  uint8_t *line = malloc(size);
  if (fread(line, 1, size, file) != (size_t)size) return 1;
  prepare();
  for (int round = 0; round < rounds; round++) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    enum state state = HUNT;
    uint8_t fcs = 0xff, got = 0;
    int length = 0, at = 0;
    long frames = 0;
    volatile uint64_t sum = 0;
    for (long begin = 0; begin < size; begin += chunk) {
      long end = begin + chunk < size ? begin + chunk : size;
      for (long i = begin; i < end; i++) {
        uint8_t byte = line[i];
        switch (state) {
          case HUNT: if (byte == FLAG) state = ADDRESS; break;
          case ADDRESS:
            if (byte == FLAG) break;
            fcs = table[0xff ^ byte]; state = CONTROL; break;
          case CONTROL: fcs = table[fcs ^ byte]; state = LENGTH; break;
          case LENGTH:
            fcs = table[fcs ^ byte]; length = byte >> 1; at = 0;
            state = byte & 1 ? (length ? DATA : FCS) : LENGTH2; break;
          case LENGTH2: fcs = table[fcs ^ byte]; length |= byte << 7; state = length ? DATA : FCS; break;
          case DATA:
            data[at++] = byte;
            if (at == length) state = FCS;
            break;
          case FCS: got = byte; state = END; break;
          case END:
            if (byte == FLAG && got == (uint8_t)(0xff - fcs)) { frames++; sum += data[0] + length; }
            state = byte == FLAG ? ADDRESS : HUNT; break;
        }
      }
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%ld %.9f\n", frames, (to.tv_sec - from.tv_sec) + (to.tv_nsec - from.tv_nsec) / 1e9);
  }
  return 0;
}
