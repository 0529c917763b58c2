# Base R, data.table, zoo, collapse and survival, over the data that data.c wrote; prints as peers_python.py does.
filter <- commandArgs(TRUE)[1]
if (is.na(filter)) filter <- ""
have <- function(package) suppressWarnings(suppressMessages(requireNamespace(package, quietly = TRUE)))
if (have("data.table")) data.table::setDTthreads(1)
data <- Sys.getenv("HASHSTAT_DATA")
answers <- Sys.getenv("HASHSTAT_ANSWERS")

doubles <- function(kind, n) readBin(sprintf("%s/%s.%d.x", data, kind, n), "double", n)
ids <- function(n) readBin(sprintf("%s/ordinary.%d.id", data, n), "integer", n)
# int64 in two halves.
times <- function(n) {
  half <- readBin(sprintf("%s/ordinary.%d.time", data, n), "integer", 2 * n)
  low <- half[c(TRUE, FALSE)]
  low + 2^32 * (low < 0) + 2^32 * half[c(FALSE, TRUE)]
}

keep <- function(name, n, peer, answer) {
  answer <- as.double(answer)
  step <- ceiling(length(answer) / 1000)
  file <- file(sprintf("%s/%s %d %s", answers, name, as.integer(n), peer), "wb")
  writeBin(answer[seq(1, length(answer), step)], file)
  close(file)
}

# The body is evaluated anew each time: an argument would be evaluated once.
case <- function(routine, kind, n, peer, run) {
  name <- paste0(routine, ".", kind)
  if (!grepl(filter, name, fixed = TRUE)) return(invisible())
  tryCatch({
    clock <- function() as.numeric(Sys.time())
    begun <- clock()
    answer <- run()
    samples <- clock() - begun
    if (samples < 1) {
      samples <- c()
      while (length(samples) < 3 || (sum(samples) < 0.3 && length(samples) < 1001)) {
        begun <- clock()
        run()
        samples <- c(samples, clock() - begun)
      }
    }
    keep(name, n, peer, answer)
    cat(sprintf('{"bench": "%s", "n": %d, "peer": "%s", "ns_per_item": %.6g}\n', name, as.integer(n), peer,
                median(samples) * 1e9 / n))
  }, error = function(e) message(peer, ", ", name, ": ", conditionMessage(e)))
  invisible()
}

deepest <- function(x) {
  m <- cummax(x)
  d <- (m - x) / m
  trough <- which.max(d)
  peak <- max(which(x[1:trough] == m[trough]))
  c(d[trough], peak - 1, trough - 1, x[peak])
}

ranges <- function(x) {
  least <- which.min(x)
  most <- which.max(x)
  c(x[least], least - 1, x[most], most - 1)
}

for (n in c(1e5, 1e7)) {
  kind <- "ordinary"
  x <- doubles(kind, n)
  case("moments_sum_plain", kind, n, "R", function() sum(x))
  case("moments_variance", kind, n, "R", function() var(x))
  case("moments_extremes", kind, n, "R", function() ranges(x))
  case("quantile_one", kind, n, "R", function() quantile(x, 0.95, names = FALSE))
  case("quantile_median", kind, n, "R", function() median(x))
  case("drawdown_max", kind, n, "R", function() deepest(x))
  case("drawdown_underwater", kind, n, "R", function() { m <- cummax(x); (m - x) / m })
  id <- ids(n)
  case("group_sum_64", kind, n, "R", function() rowsum(x, id, reorder = TRUE))
  hour <- as.integer(times(n) %/% 3600)
  if (have("collapse")) {
    case("moments_sum_plain", kind, n, "collapse", function() collapse::fsum(x))
    case("moments_variance", kind, n, "collapse", function() collapse::fvar(x))
    case("quantile_median", kind, n, "collapse", function() collapse::fmedian(x))
    g <- collapse::qG(id, sort = TRUE) # untimed: ours gets its ids ready made too
    case("group_sum_64", kind, n, "collapse", function() collapse::fsum(x, g))
    # Every hour has samples, but for a few in 1e7: those rows are put where they belong.
    case("series_mean", kind, n, "collapse", function() {
      g <- collapse::GRP(hour)
      out <- rep(NA_real_, hour[n] - hour[1] + 1)
      out[g$groups[[1]] - hour[1] + 1] <- collapse::fmean(x, g)
      out
    })
  }
  if (have("data.table")) {
    case("rolling_mean_144", kind, n, "data.table", function() data.table::frollmean(x, 144))
    table <- data.table::data.table(hour = hour, x = x)
    case("series_chart", kind, n, "data.table", function() {
      by <- table[, .(mean(x), min(x), max(x), x[.N]), by = hour]
      out <- matrix(NA_real_, hour[n] - hour[1] + 1, 4)
      out[by$hour - hour[1] + 1, ] <- as.matrix(by[, -1])
      out
    })
  }
  if (have("zoo") && n < 1e6) {
    case("rolling_mean_144", kind, n, "zoo", function() zoo::rollmeanr(x, 144, fill = NA))
    case("rolling_max_144", kind, n, "zoo", function() zoo::rollmaxr(x, 144, fill = NA))
  }
  if (have("survival") && n < 1e6) {
    status <- as.integer(id %% 3 > 0)
    case("survival_fit", kind, n, "R survival", function() {
      # timefix would take durations that differ by rounding for one.
      s <- survival::survfit(survival::Surv(x, status) ~ 1, timefix = FALSE)$surv
      c(s, rep(NA_real_, n - length(s)))
    })
  }
}
x <- doubles("falling", 1e5)
case("drawdown_max", "falling", 1e5, "R", function() deepest(x))
