package dev.norelay.scenario;

/** Sizes as scenario files write them. */
public final class Sizes {
    private Sizes() {}

    /** In the largest decimal unit that leaves no remainder, else in the largest binary one: {@code 10MB}, {@code 3MiB}. */
    public static String written(long octets) {
        for (int base : new int[] {1_000, 1_024}) {
            String[] names = base == 1_000 ? new String[] {"GB", "MB", "KB"} : new String[] {"GiB", "MiB", "KiB"};
            long unit = (long) base * base * base;
            for (String name : names) {
                if (octets != 0 && octets % unit == 0) {
                    return octets / unit + name;
                }
                unit /= base;
            }
        }
        return Long.toString(octets);
    }
}
