// Times one operation on 10 floats in C++, for the ratio that docs/torch.md states: nanoseconds per x + y, the median of 15 runs,
// or of as many as the argument says.
//   g++ -O2 -std=c++17 bench_add.cpp -ltorch_cpu -lc10 -o bench_add && ./bench_add
#include <ATen/ATen.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstdlib>
#include <vector>

static double thread_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

int main(int argc, char** argv) {
  constexpr int operations = 200000;
  const int runs = argc > 1 ? std::atoi(argv[1]) : 15;
  at::Tensor x = at::rand({10}), y = at::rand({10});
  std::vector<double> nanoseconds;
  for (int run = 0; run <= runs; run++) {
    double start = thread_seconds();
    for (int i = 0; i < operations; i++) at::Tensor z = at::add(x, y);
    if (run > 0) nanoseconds.push_back(1e9 * (thread_seconds() - start) / operations);
  }
  std::sort(nanoseconds.begin(), nanoseconds.end());
  std::printf("%.1f\n", nanoseconds[runs / 2]);
}
