package dev.ephemera.live.audio;

import java.math.BigInteger;

/**
 * The low-pass filter between two sample rates, one set of coefficients for each place that a new sample can have between two old
 * ones. Immutable.
 *
 * <p>It is the ideal filter, a sinc, with its cut-off at 95 % of the lower rate's half, under a Kaiser window that reaches 64 samples of
 * the lower rate to each side. Its beta is Kaiser's for 100 dB, which at this length lets through all up to 90 % of the half and nothing
 * from the half on.
 */
final class PolyphaseFilter {

    /** The most coefficients, 8 MiB. All pairs of usual rates need less. */
    private static final int MOST_COEFFICIENTS = 1 << 20;

    private static final double CUT_OFF = 0.95;
    private static final int REACH = 64;
    private static final double ATTENUATION = 100;
    private static final double BETA = 0.1102 * (ATTENUATION - 8.7);

    private final int up;
    private final int down;
    private final double[][] phases;

    private PolyphaseFilter(int up, int down, double[][] phases) {
        this.up = up;
        this.down = down;
        this.phases = phases;
    }

    static PolyphaseFilter between(int from, int to) {
        int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
        int up = to / common;
        int down = from / common;
        if (up == down) {
            return new PolyphaseFilter(1, 1, new double[][] {{1, 0}});
        }
        double stretch = Math.max(1, (double) down / up);
        long side = (long) Math.ceil(REACH * stretch);
        long coefficients = 2 * side * up;
        if (coefficients > MOST_COEFFICIENTS) {
            throw new IllegalArgumentException("From " + from + " Hz to " + to + " Hz a filter needs " + coefficients
                    + " coefficients, and " + MOST_COEFFICIENTS
                    + " is the limit: take rates with a greater common divisor, such as multiples of 100 Hz.");
        }
        double[][] phases = new double[up][];
        for (int phase = 0; phase < up; phase++) {
            phases[phase] = coefficients((int) side, (double) phase / up, stretch);
        }
        return new PolyphaseFilter(up, down, phases);
    }

    /** The weights of the samples around a new one, which stands a fraction behind the sample before it. */
    private static double[] coefficients(int side, double fraction, double stretch) {
        double[] weights = new double[2 * side];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = (i - side + 1 - fraction) / stretch;
            weights[i] = sinc(CUT_OFF * distance) * kaiser(distance / REACH);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum; // so that a constant stays what it is, at each place alike
        }
        return weights;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - (x * x)));
    }

    /** The modified Bessel function of the first kind and order zero, by its series; the terms fall fast for arguments up to beta. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    /** How many old samples a new one is made of: half of them up to its place, half behind. */
    int length() {
        return phases[0].length;
    }

    /** How far a new sample is from the last new one, in parts of an old sample: so many of {@link #phases()}. */
    int step() {
        return down;
    }

    /** How many places there are from one old sample to the next. */
    int phases() {
        return up;
    }

    /** The new sample at a place, from the old ones that begin at an index. */
    double apply(int phase, short[] samples, int first) {
        double[] weights = phases[phase];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * samples[first + i];
        }
        return sum;
    }
}
