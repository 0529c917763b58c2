# Growth, exponential returns and probabilities by R, the oracle of tests/unit_recovery_*.c.
#     Rscript make_r.R        writes r_growth.csv, r_return.csv and r_probability.csv beside itself
# Debian: r-base-core. Written with R 4.2.2.
set.seed(20220105)
number <- function(x) ifelse(is.na(x), "nan", ifelse(is.infinite(x), "inf", sprintf("%.17g", x)))
row <- function(x) paste(number(x), collapse = " ")
write_rows <- function(file, what, columns, rows)
    writeLines(c(paste0("# ", what), "# Source: R 4.2.2, by make_r.R beside this file; 17 digits.", columns, rows), file)

# glm with a logarithmic link takes the equations of hst_recovery_growth_fit; summary() scales by Pearson's chi-square.
growth <- sapply(1:12, function(k) {
    n <- c(3, 5, 10, 40)[k %% 4 + 1]
    time <- cumsum(sample(1:7200, n))
    x <- 1e20 * exp((time / max(time)) * c(-1, .1, .5)[k %% 3 + 1]) * pmax(0, 1 + .2 * rnorm(n))
    if (k %% 5 == 0) x[2] <- 0
    t <- (time - time[n]) / 1e5
    f <- suppressWarnings(glm(x / 1e20 ~ t, family = quasipoisson, control = glm.control(epsilon = 1e-15, maxit = 200)))
    s <- summary(f)$coefficients
    sprintf("%s,%s,%s,%s,%s", row(time), row(x), number(exp(s[1, 1]) * 1e20), number(s[2, 1] / 1e5), number(s[2, 2] / 1e5))
})
write_rows("r_growth.csv", "glm(x ~ t, family = quasipoisson), t from the last time on.", "time,x,level,growth,growth_error", growth)

# The profile of the sum of squares over the half-life by optimize() and uniroot(); F by qf().
returns <- sapply(1:14, function(k) {
    n <- c(4, 8, 20, 60)[k %% 4 + 1]
    time <- cumsum(sample(600:7200, n))
    half <- max(time) * c(.05, .2, .6, 3)[(k %/% 3) %% 4 + 1]
    x <- round(100 - 40 * 2^(-time / half) + c(.5, 4)[k %% 2 + 1] * rnorm(n), 6)
    y <- 100 - x
    stamp <- time
    time <- time - time[1]
    loss <- function(u) { w <- 2^(-time / exp(u)); if (sum(w^2) > 0) sum(y * w) / sum(w^2) else 0 }
    sse <- function(u) sum((y - 2^(-time / exp(u)) * loss(u))^2)
    low <- log(time[2] / 30); high <- log(time[n] * 1000)
    grid <- seq(low, high, length.out = 2001)
    best <- which.min(sapply(grid, sse))
    if (best == 1 || best == 2001 || loss(grid[best]) <= 0)
        return(sprintf("%s,%s,0,nan,0,inf,nan,nan", row(stamp), row(x)))
    u <- optimize(sse, grid[best + c(-1, 1)], tol = 1e-12)$minimum
    most <- sse(u) * (1 + qf(.95, 1, n - 2) / (n - 2))
    lower <- if (all(sapply(grid[grid < u], sse) <= most)) 0 else {
        from <- max(grid[grid < u & sapply(grid, sse) > most]); exp(uniroot(function(v) sse(v) - most, c(from, u), tol = 1e-13)$root) }
    upper <- if (all(sapply(grid[grid > u], sse) <= most)) Inf else {
        to <- min(grid[grid > u & sapply(grid, sse) > most]); exp(uniroot(function(v) sse(v) - most, c(u, to), tol = 1e-13)$root) }
    sprintf("%s,%s,1,%s,%s,%s,%s,%s", row(stamp), row(x), number(exp(u)), number(lower), number(upper), number(loss(u)),
            number(sqrt(sse(u) / (n - 2))))
})
write_rows("r_return.csv", "Profile least squares of x = 100 - loss 2^(-t/half_life), t from the first sample on, with its 95 % interval.",
           "time,x,identified,half_life,lower,upper,loss,scatter", returns)

cases <- expand.grid(blocks = c(0, 1, 20, 144, 1008, 1e5), base = c(0, 3, 140, 1008), exposure = c(.1, 1, 7), fraction = c(.5, .95))
probability <- with(cases, {
    ratio <- exposure / 7 * fraction
    sprintf("%d,%s,%d,7,%s,%s", as.integer(blocks), number(exposure), as.integer(base), number(fraction),
            number(pbeta(ratio / (1 + ratio), blocks + .5, base + .5, lower.tail = FALSE)))
})
write_rows("r_probability.csv", "pbeta(f E/(f E + E_b), n + 1/2, n_b + 1/2, lower.tail = FALSE).",
           "blocks,exposure,base_blocks,base_exposure,fraction,probability", probability)
