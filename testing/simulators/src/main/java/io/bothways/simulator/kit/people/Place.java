package io.bothways.simulator.kit.people;

import java.util.List;

/**
 * A city with telephone numbers that are reserved for fiction, so that nobody's number is invented.
 *
 * @param locale whose names are common there
 * @param phone the number; {@code #} stands for a digit
 */
record Place(String city, String country, String locale, String phone) {
    static final List<Place> ALL = List.of(
            new Place("New York", "United States", "en", "+1 212 555 01##"),
            new Place("Chicago", "United States", "en", "+1 312 555 01##"),
            new Place("Austin", "United States", "en", "+1 512 555 01##"),
            new Place("Seattle", "United States", "en", "+1 206 555 01##"),
            new Place("Boston", "United States", "en", "+1 617 555 01##"),
            new Place("Denver", "United States", "en", "+1 303 555 01##"),
            new Place("London", "United Kingdom", "en", "+44 20 7946 0###"),
            new Place("Manchester", "United Kingdom", "en", "+44 161 496 0###"),
            new Place("Leeds", "United Kingdom", "en", "+44 113 496 0###"),
            new Place("Edinburgh", "United Kingdom", "en", "+44 131 496 0###"),
            new Place("Sydney", "Australia", "en", "+61 2 5550 ####"),
            new Place("Melbourne", "Australia", "en", "+61 3 5550 ####"),
            new Place("Berlin", "Germany", "de", "+49 30 23125 ###"),
            new Place("Hamburg", "Germany", "de", "+49 40 66969 ###"),
            new Place("München", "Germany", "de", "+49 89 99998 ###"),
            new Place("Köln", "Germany", "de", "+49 221 4710 ###"),
            new Place("Frankfurt am Main", "Germany", "de", "+49 69 90009 ###"),
            new Place("Paris", "France", "fr", "+33 1 9900 ####"),
            new Place("Lyon", "France", "fr", "+33 4 6571 ####"),
            new Place("Lille", "France", "fr", "+33 3 5301 ####"),
            new Place("Nantes", "France", "fr", "+33 2 6191 ####"),
            new Place("Stockholm", "Sweden", "sv", "+46 8 46500 4##"),
            new Place("Göteborg", "Sweden", "sv", "+46 31 3900 6##"),
            new Place("Malmö", "Sweden", "sv", "+46 40 6280 4##"));
}
