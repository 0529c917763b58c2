# Figures of R itself: writes r_two_rates.csv, r_one_rate.csv and r_dispersion.csv into the working directory.
#
#     cd tests/data/rate && Rscript make_r.R        (R 4.2, package stats)

source_lines <- function(what) c(paste0("# ", R.version.string, ", ", what, "; tests/data/rate/make_r.R"),
                                 "# printed with 17 digits; R's own root finding leaves about 10 of an interval's end")
put <- function(name, what, table) {
    out <- file(name, "w")
    writeLines(source_lines(what), out)
    write.table(format(table, digits = 17, trim = TRUE, scientific = TRUE), out, sep = ",", quote = FALSE,
                row.names = FALSE)
    close(out)
}

set.seed(1)
n1 <- c(11L, 60L, 172L, 0L, 3L, 5L, 10L, 7L, 1L, 40L, as.integer(rpois(60, exp(runif(60, 0, 8)))))
n2 <- c(21L, 30L, 147L, 4L, 0L, 5L, 30L, 7L, 2L, 40L, as.integer(n1[11:70] * exp(rnorm(60) / sqrt(n1[11:70] + 1)) + 0.5))
e1 <- c(800, 51477.5, 1, 1, 2, 1, 1, 3, 1, 1, round(exp(runif(60, -3, 3)), 3))
e2 <- c(3011, 54308.7, 1, 1, 1, 1, 3, 3, 1, 1, round(e1[11:70] * n2[11:70] / pmax(n1[11:70], 1) + 0.1, 3))
null <- c(rep(1, 9), 1.5, sample(c(1, 0.8, 2), 60, replace = TRUE))
rows <- t(mapply(function(a, x, b, y, r) {
    test <- poisson.test(c(a, b), c(x, y), r = r)
    c(unname(test$estimate), test$conf.int, test$p.value,
      poisson.test(c(a, b), c(x, y), r = r, alternative = "less")$p.value,
      poisson.test(c(a, b), c(x, y), r = r, alternative = "greater")$p.value)
}, n1, e1, n2, e2, null))
put("r_two_rates.csv", "poisson.test of two counts",
    data.frame(n1 = as.character(n1), exposure1 = e1, n2 = as.character(n2), exposure2 = e2, null = null,
               ratio = rows[, 1], lower = rows[, 2], upper = rows[, 3], minlike = rows[, 4], less = rows[, 5],
               greater = rows[, 6]))

n <- c(0L, 1L, 2L, 5L, 10L, 20L, 100L, 137L, 144L, 1008L, 2016L, 100000L)
time <- c(1, 1, 1, 1, 1, 1, 1, 24.19893, 1, 1, 1, 7)
rows <- t(mapply(function(k, e) {
    test <- poisson.test(k, e)
    c(unname(test$estimate), test$conf.int)
}, n, time))
put("r_one_rate.csv", "poisson.test of one count", data.frame(n = as.character(n), exposure = time,
    estimate = rows[, 1], lower = rows[, 2], upper = rows[, 3]))

# One row a window, so that a series of any length fits: `test` numbers the series.
series <- lapply(1:8, function(i) {
    windows <- c(2, 5, 30, 3, 100, 12, 365, 4)[i]
    exposure <- if (i %% 2) rep(1, windows) else round(exp(runif(windows, -1, 1)), 2)
    rate <- c(144, 20, 5, 1000, 144, 50, 144, 2)[i] * if (i == 6) exp(rnorm(windows) / 5) else 1
    data.frame(test = i, count = rpois(windows, rate * exposure), exposure = exposure)
})
rows <- do.call(rbind, lapply(series, function(s) {
    test <- suppressWarnings(chisq.test(s$count, p = s$exposure / sum(s$exposure)))
    cbind(s, freedom = unname(test$parameter), chi2 = unname(test$statistic), p_over = test$p.value,
          p_under = pchisq(unname(test$statistic), test$parameter))
}))
put("r_dispersion.csv", "chisq.test of counts against their exposures",
    data.frame(test = as.character(rows$test), count = as.character(rows$count), exposure = rows$exposure,
               freedom = as.character(rows$freedom), chi2 = rows$chi2, p_over = rows$p_over, p_under = rows$p_under))
