-- Revisions and the stream in less room. Times are microseconds since 1970, UTC; digests are bytes; the headline as last read
-- stands once, with its watch. `blob_of` gives the bytes of hexadecimal digits (store/migrate.py).
DROP TRIGGER stream_added;
DROP TRIGGER stream_removed;
DROP TRIGGER stream_moved;
DROP TRIGGER revision_removed;
DROP TRIGGER event_added;
DROP TRIGGER event_removed;
DROP TRIGGER watch_added;
DROP TRIGGER watch_moved;
DROP TRIGGER watch_removed;

ALTER TABLE watches ADD COLUMN title TEXT NOT NULL DEFAULT '';

UPDATE watches
SET title = coalesce((SELECT title FROM revisions WHERE watch_id = watches.id ORDER BY number DESC LIMIT 1), '');

ALTER TABLE revisions ADD COLUMN digest_now BLOB NOT NULL DEFAULT x'';
ALTER TABLE revisions ADD COLUMN page_now BLOB;
ALTER TABLE revisions ADD COLUMN after_now INTEGER;
ALTER TABLE revisions ADD COLUMN first_now INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revisions ADD COLUMN last_now INTEGER NOT NULL DEFAULT 0;

UPDATE revisions
SET digest_now = blob_of(digest), page_now = blob_of(page), after_now = (CAST(strftime('%s', substr(seen_after, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(seen_after, 21, 6) AS INTEGER)),
    first_now = coalesce((CAST(strftime('%s', substr(first_seen_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(first_seen_at, 21, 6) AS INTEGER)), 0),
    last_now = coalesce((CAST(strftime('%s', substr(last_seen_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(last_seen_at, 21, 6) AS INTEGER)), 0);

ALTER TABLE revisions DROP COLUMN title;
ALTER TABLE revisions DROP COLUMN digest;
ALTER TABLE revisions DROP COLUMN page;
ALTER TABLE revisions DROP COLUMN seen_after;
ALTER TABLE revisions DROP COLUMN first_seen_at;
ALTER TABLE revisions DROP COLUMN last_seen_at;
ALTER TABLE revisions RENAME COLUMN digest_now TO digest;
ALTER TABLE revisions RENAME COLUMN page_now TO page;
ALTER TABLE revisions RENAME COLUMN after_now TO seen_after;
ALTER TABLE revisions RENAME COLUMN first_now TO first_seen_at;
ALTER TABLE revisions RENAME COLUMN last_now TO last_seen_at;

-- Sites by numbers, which the stream has of them.
ALTER TABLE sites RENAME TO sites_before;

DROP INDEX sites_edits;

CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0,
    edited INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    edits INTEGER NOT NULL DEFAULT 0,
    major INTEGER NOT NULL DEFAULT 0,
    stealth INTEGER NOT NULL DEFAULT 0,
    bumped INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO sites (site, articles, edited, gone, edits, major, stealth, bumped)
SELECT site, articles, edited, gone, edits, major, stealth, bumped FROM sites_before ORDER BY site;

CREATE INDEX sites_edits ON sites (edits DESC, site);

DROP TABLE sites_before;

-- What edits and events have in common that people filter by, once for all that have it (0016).
CREATE TABLE sorts (
    id INTEGER PRIMARY KEY,
    weight TEXT NOT NULL,
    stealth INTEGER NOT NULL,
    bumped INTEGER NOT NULL,
    language TEXT NOT NULL,
    kinds TEXT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (kinds, facts, language, weight, stealth, bumped)
) STRICT;

INSERT INTO sorts (weight, stealth, bumped, language, kinds, facts)
SELECT DISTINCT weight, stealth, bumped, language, kinds, facts FROM stream
ORDER BY kinds, facts, language, weight, stealth, bumped;

-- The stream anew, by the numbers of sites and sorts; `window` is whole seconds.
ALTER TABLE stream RENAME TO stream_before;

DROP INDEX stream_site;

CREATE TABLE stream (
    at INTEGER NOT NULL,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    site INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    window INTEGER,
    PRIMARY KEY (at, watch_id, number, event_id)
) STRICT, WITHOUT ROWID;

INSERT INTO stream
SELECT coalesce((CAST(strftime('%s', substr(at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(at, 21, 6) AS INTEGER)), 0) AS placed,
       watch_id, number, event_id, sites.id, sorts.id, CAST(round(window) AS INTEGER)
FROM stream_before CROSS JOIN sites USING (site)
CROSS JOIN sorts USING (kinds, facts, language, weight, stealth, bumped)
ORDER BY placed, watch_id, number, event_id;

CREATE INDEX stream_site ON stream (site, at, watch_id, number, event_id, sort, window);

DROP TABLE stream_before;

CREATE TRIGGER stream_added AFTER INSERT ON stream WHEN new.number > 0 BEGIN
    UPDATE sites
    SET edits = edits + 1, major = major + (sort.weight = 'major'), stealth = sites.stealth + sort.stealth,
        bumped = sites.bumped + sort.bumped,
        edited = edited + NOT EXISTS (
            SELECT 1 FROM revisions WHERE watch_id = new.watch_id AND number > 1 AND number <> new.number
        )
    FROM (SELECT weight, stealth, bumped FROM sorts WHERE id = new.sort) AS sort
    WHERE id = new.site;
    INSERT INTO site_hours (site, hour, edits) SELECT site, new.at / 3600000000 % 24, 1 FROM sites WHERE id = new.site
    ON CONFLICT (site, hour) DO UPDATE SET edits = edits + 1;
END;

CREATE TRIGGER stream_removed AFTER DELETE ON stream WHEN old.number > 0 BEGIN
    UPDATE sites
    SET edits = edits - 1, major = major - (sort.weight = 'major'), stealth = sites.stealth - sort.stealth,
        bumped = sites.bumped - sort.bumped,
        edited = edited - NOT EXISTS (
            SELECT 1 FROM revisions WHERE watch_id = old.watch_id AND number > 1 AND number <> old.number
        )
    FROM (SELECT weight, stealth, bumped FROM sorts WHERE id = old.sort) AS sort
    WHERE id = old.site;
    UPDATE site_hours SET edits = edits - 1
    WHERE site = (SELECT site FROM sites WHERE id = old.site) AND hour = old.at / 3600000000 % 24;
END;

CREATE TRIGGER stream_moved AFTER UPDATE OF site ON stream WHEN new.number > 0 BEGIN
    UPDATE sites
    SET edits = edits - 1, major = major - (sort.weight = 'major'), stealth = sites.stealth - sort.stealth,
        bumped = sites.bumped - sort.bumped
    FROM (SELECT weight, stealth, bumped FROM sorts WHERE id = old.sort) AS sort
    WHERE id = old.site;
    UPDATE sites
    SET edits = edits + 1, major = major + (sort.weight = 'major'), stealth = sites.stealth + sort.stealth,
        bumped = sites.bumped + sort.bumped
    FROM (SELECT weight, stealth, bumped FROM sorts WHERE id = new.sort) AS sort
    WHERE id = new.site;
    UPDATE site_hours SET edits = edits - 1
    WHERE site = (SELECT site FROM sites WHERE id = old.site) AND hour = old.at / 3600000000 % 24;
    INSERT INTO site_hours (site, hour, edits) SELECT site, new.at / 3600000000 % 24, 1 FROM sites WHERE id = new.site
    ON CONFLICT (site, hour) DO UPDATE SET edits = edits + 1;
END;

CREATE TRIGGER revision_removed AFTER DELETE ON revisions WHEN old.number > 1 BEGIN
    DELETE FROM stream
    WHERE at = old.first_seen_at AND watch_id = old.watch_id AND number = old.number AND event_id = 0;
END;

CREATE TRIGGER event_added AFTER INSERT ON events BEGIN
    INSERT OR IGNORE INTO sorts (weight, stealth, bumped, language, kinds, facts)
    VALUES ('', 0, 0, '', ',' || new.kind || ',', '');
    INSERT INTO stream
    SELECT (CAST(strftime('%s', substr(new.at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(new.at, 21, 6) AS INTEGER)),
           watches.id, 0, new.id, sites.id, sorts.id, NULL
    FROM watches CROSS JOIN sites USING (site) CROSS JOIN sorts ON (kinds, facts, language, weight, sorts.stealth, sorts.bumped)
                                                                = (',' || new.kind || ',', '', '', '', 0, 0)
    WHERE watches.id = new.watch_id;
    UPDATE sites SET gone = gone + 1
    WHERE new.kind = 'article.gone' AND site = (SELECT site FROM watches WHERE id = new.watch_id) AND NOT EXISTS (
        SELECT 1 FROM events WHERE watch_id = new.watch_id AND kind = 'article.gone' AND id <> new.id
    );
END;

CREATE TRIGGER event_removed AFTER DELETE ON events BEGIN
    UPDATE sites SET gone = gone - 1
    WHERE old.kind = 'article.gone' AND NOT EXISTS (
        SELECT 1 FROM events WHERE watch_id = old.watch_id AND kind = 'article.gone'
    ) AND id = (
        SELECT site FROM stream
        WHERE at = (CAST(strftime('%s', substr(old.at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(old.at, 21, 6) AS INTEGER))
          AND watch_id = old.watch_id AND number = 0 AND event_id = old.id
    );
    DELETE FROM stream
    WHERE at = (CAST(strftime('%s', substr(old.at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(old.at, 21, 6) AS INTEGER))
      AND watch_id = old.watch_id AND number = 0 AND event_id = old.id;
END;

CREATE TRIGGER watch_added AFTER INSERT ON watches BEGIN
    INSERT INTO sites (site, articles) VALUES (new.site, 1) ON CONFLICT (site) DO UPDATE SET articles = articles + 1;
END;

CREATE TRIGGER watch_moved AFTER UPDATE OF site ON watches WHEN old.site <> new.site BEGIN
    INSERT INTO sites (site, articles) VALUES (new.site, 1) ON CONFLICT (site) DO UPDATE SET articles = articles + 1;
    UPDATE stream SET site = (SELECT id FROM sites WHERE site = new.site)
    WHERE watch_id = new.id AND at IN (
        SELECT first_seen_at FROM revisions WHERE watch_id = new.id AND number > 1
        UNION ALL
        SELECT (CAST(strftime('%s', substr(at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(at, 21, 6) AS INTEGER))
        FROM events WHERE watch_id = new.id
    );
    UPDATE sites
    SET articles = articles - (site = old.site),
        edited = edited + iif(site = new.site, 1, -1)
                 * EXISTS (SELECT 1 FROM revisions WHERE watch_id = new.id AND number > 1),
        gone = gone + iif(site = new.site, 1, -1)
               * EXISTS (SELECT 1 FROM events WHERE watch_id = new.id AND kind = 'article.gone')
    WHERE site IN (old.site, new.site);
    DELETE FROM sites WHERE site = old.site AND articles = 0;
    DELETE FROM site_hours WHERE site = old.site AND edits = 0;
END;

CREATE TRIGGER watch_removed AFTER DELETE ON watches BEGIN
    UPDATE sites SET articles = articles - 1 WHERE site = old.site;
    DELETE FROM sites WHERE site = old.site AND articles = 0;
    DELETE FROM site_hours WHERE site = old.site AND edits = 0;
END;
