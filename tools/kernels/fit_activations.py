"""Prints the coefficients of DoubleMath and DoubleVectors, lowest power first, with the largest error of each fit.

Needs mpmath (made with 1.3.0). Each polynomial interpolates at Chebyshev points in 50 digits; the coefficients are
rounded to double at the end.
"""

from mpmath import atanh, chebyfit, cos, erfc, exp, log, mp, mpf, nstr, pi, sin, sqrt

mp.dps = 50


def growth(r):
    """((exp(-r) - 1)/r + 1)/r on |r| <= ln(2)/2."""
    return (exp(-r) - 1 + r) / r**2 if abs(r) > mpf("1e-15") else mpf(1) / 2 - r / 6


def logarithm(s):
    """(artanh(t)/t - 1)/t**2 with s = t**2, t = e/(2 + e), 0 <= e <= 1: ln(1 + e) = 2*artanh(t)."""
    t = sqrt(s)
    return (atanh(t) / t - 1) / s if s else mpf(1) / 3


def normal_tail(t):
    """(a + 5)*exp(a**2/2)*Phi(-a) with t = (a - 5)/(a + 5), 0 <= a <= 15."""
    a = 5 * (1 + t) / (1 - t)
    return (a + 5) * exp(a * a / 2) * erfc(a / sqrt(2)) / 2


def cosine(s):
    """(cos(2*pi*t) - 1)/s with s = t**2, |t| <= 1/2."""
    return (cos(2 * pi * sqrt(s)) - 1) / s if s > mpf("1e-20") else -2 * pi**2


def sine(s):
    """sin(2*pi*t)/t with s = t**2, |t| <= 1/2."""
    return sin(2 * pi * sqrt(s)) / sqrt(s) if s > mpf("1e-20") else 2 * pi


def fit(name, f, interval, degree):
    coefficients, error = chebyfit(f, interval, degree + 1, error=True)
    print(f"{name}: degree {degree}, error {nstr(error, 2)}")
    for c in reversed(coefficients):
        print(f"    {float(c)!r}")


fit("growth", growth, [-log(2) / 2 - mpf("1e-9"), log(2) / 2 + mpf("1e-9")], 9)
fit("logarithm", logarithm, [0, mpf(1) / 9], 6)
fit("normal tail", normal_tail, [-1, mpf("0.5")], 19)
fit("cosine", cosine, [0, mpf(1) / 4], 8)
fit("sine", sine, [0, mpf(1) / 4], 8)
high = float(log(2))
print(f"ln 2 = {high!r} + {float(log(2) - high)!r}")
