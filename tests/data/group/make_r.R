# Statistics by group of data sets that come with R, and a product of matrices, by R: the golden rows of tests/test_group.c.
#     Rscript make_r.R        writes r_series.csv, r_groups.csv and r_weigh.csv beside itself
# Debian: r-base-core. Written with R 4.2.2.
set.seed(20220105)
number <- function(x) ifelse(is.na(x), "nan", sprintf("%.17g", x))
row <- function(x) paste(number(x), collapse = " ")
write_rows <- function(file, what, columns, rows)
    writeLines(c(paste0("# ", what), "# Source: R 4.2.2, by make_r.R beside this file; 17 digits.", columns, rows), file)

sets <- list(
    warpbreaks = list(interaction(warpbreaks$wool, warpbreaks$tension), warpbreaks$breaks),
    PlantGrowth = list(PlantGrowth$group, PlantGrowth$weight),
    InsectSprays = list(InsectSprays$spray, InsectSprays$count),
    chickwts = list(chickwts$feed, chickwts$weight),
    iris = list(iris$Species, iris$Sepal.Length),
    airquality = list(factor(airquality$Month), airquality$Ozone))

series <- sapply(names(sets), function(name) {
    mixed <- sample(length(sets[[name]][[2]]))
    sprintf("%s,%s,%s", name, row(as.integer(sets[[name]][[1]])[mixed] - 1), row(sets[[name]][[2]][mixed]))
})
write_rows("r_series.csv", "Data sets by name, in mixed order: the number of the level, from 0, and the value.",
           "set,id,x", series)

of_group <- function(name, level) {
    x <- sets[[name]][[2]][as.integer(sets[[name]][[1]]) == level]
    y <- x[!is.na(x)]
    sprintf("%s,%d,%d,%d,%s,%s,%s,%s,%s", name, level - 1, length(y), sum(is.na(x)), number(sum(y)), number(mean(y)),
            number(var(y)), number(min(y)), number(max(y)))
}
groups <- unlist(lapply(names(sets), function(name)
    sapply(seq_along(levels(sets[[name]][[1]])), function(level) of_group(name, level))))
write_rows("r_groups.csv", "length, sum, mean, var, min and max of each level of the series, NA left out.",
           "set,group,count,missing,sum,mean,variance,min,max", groups)

weigh <- sapply(1:12, function(k) {
    size <- list(c(3, 2, 4), c(1, 1, 1), c(64, 5, 3), c(7, 9, 17), c(70, 4, 8), c(2, 6, 33))[[k %% 6 + 1]]
    weight <- matrix(round(rexp(size[1] * size[2]), 3) * (runif(size[1] * size[2]) < .8), size[1])
    x <- matrix(round(1e3 * rnorm(size[1] * size[3]), 2), size[1])
    sprintf("%d,%d,%d,%s,%s,%s", size[1], size[2], size[3], row(t(weight)), row(t(x)), row(t(t(weight) %*% x)))
})
write_rows("r_weigh.csv", "t(weight) %*% x, all tables row after row.", "pools,countries,times,weight,x,out", weigh)
