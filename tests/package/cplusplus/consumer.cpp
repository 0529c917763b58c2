// The same from C++, the oldest one that the headers promise.
#include <hashstat.h>

#include <cmath>
#include <iostream>
#include <string>

int main() {
    hst_interval interval = hst_interval();
    const hst_status status = hst_rate_interval_exact(&interval, 10, 1.0, 0.95);
    std::cout << "hashstat " << hst_version() << ": " << hst_status_name(status) << ", " << interval.lower << " to "
              << interval.upper << std::endl;
    const bool near = std::fabs(interval.lower - 4.7954) < 1e-4 && std::fabs(interval.upper - 18.3904) < 1e-4;
    return status == HST_OK && near && std::string(hst_status_name(HST_EDOMAIN)) == "HST_EDOMAIN" ? 0 : 1;
}
