package io.github.ouigate.testing;

import java.util.List;

/** Columns of every kind in the conversations of a shop, with values that are easily altered. */
public final class AllTypes {
    private static final String CHINESE = "你好，我的订单还没到";
    private static final String ARABIC = "مرحبا، أين طلبي؟";
    private static final String HOSTILE = "She said \"it''s, well…\"\n\r\n\\. \\N \\\\ C:\\temp\t, 🇫🇷👩‍👩‍👧 NULL";

    private AllTypes() {}

    /** Adds the columns to {@code messages}, and values to its rows. */
    public static void add(Shop shop) {
        shop.execute(
                "CREATE TYPE mood AS ENUM ('calm', 'très fâché', 'it''s, \"odd\"')",
                "ALTER TABLE messages ADD n integer GENERATED ALWAYS AS IDENTITY, ADD s serial, ADD note text,"
                        + " ADD price numeric(20, 5), ADD ratio double precision, ADD doc json, ADD docb jsonb,"
                        + " ADD raw bytea, ADD tags text[], ADD grid int[][], ADD mood mood, ADD on_day date,"
                        + " ADD span interval, ADD at timestamptz, ADD paid money, ADD addr inet,"
                        + " ADD twice integer GENERATED ALWAYS AS (length(content) * 2) STORED, ADD gone text",
                "ALTER TABLE messages DROP COLUMN gone",
                "UPDATE messages SET note = '', price = 12345678901234.56789, ratio = 'NaN',"
                        + " doc = '{\"a\" : [1,  null, \"\\u00e9\"]}', docb = '{\"k\": \"v, \\\"q\\\"\"}',"
                        + " raw = '\\x00ff0a225c', tags = '{\"a,b\",NULL,\"NULL\",\"\",\"\\\"q\\\"\"}',"
                        + " grid = '{{1,2},{3,NULL}}', mood = 'it''s, \"odd\"', on_day = '0044-03-15 BC',"
                        + " span = '1 year 2 mons -3 days 04:05:06.789', at = 'infinity', paid = 12.34,"
                        + " addr = '2001:db8::1/64' WHERE n % 2 = 0");
        shop.execute(
                "UPDATE messages SET content = '" + CHINESE + "' WHERE n = 1",
                "UPDATE messages SET content = '" + ARABIC + "' WHERE n = 2",
                "UPDATE messages SET content = '" + HOSTILE + "' WHERE n = 3",
                "UPDATE messages SET content = REPEAT('客\"', 524288) WHERE n = 4",
                "UPDATE messages SET content = '' WHERE n = 5");
    }

    /** Returns texts in the values that receipts must not contain. */
    public static List<String> contents() {
        return List.of(CHINESE, ARABIC, "She said");
    }
}
