-- Bases move once per agreement, a link's state and memory twice or more per command, and bases are most of a link's
-- bytes: apart from each other, each is rewritten in place and only when it has changed.
CREATE TABLE merge.link_base (
    tenant     text COLLATE "C" NOT NULL,
    connection text COLLATE "C" NOT NULL,
    object     text COLLATE "C" NOT NULL,
    link       text COLLATE "C" NOT NULL,
    base_a     text NOT NULL, -- raw values at the last agreement
    base_b     text NOT NULL,
    PRIMARY KEY (tenant, link, connection, object)
) WITH (fillfactor = 65, toast_tuple_target = 8160); -- two rows of a kilobyte per side, and room for a third

INSERT INTO merge.link_base (tenant, connection, object, link, base_a, base_b)
    SELECT tenant, connection, object, link, base_a, base_b FROM merge.link WHERE base_a <> '{}' OR base_b <> '{}';
ALTER TABLE merge.link DROP COLUMN base_a;
ALTER TABLE merge.link DROP COLUMN base_b;
