-- The stream: every edit (a revision after the first) and every event in one row, with what people filter by, so that a
-- page of it is read in its order. `number` is 0 for an event, `event_id` 0 for an edit. `kinds` and `facts` stand between
-- commas: ",title.edited,paragraph.edited,"; `language` is '' where the article does not say, `window` how many seconds
-- lie between the last look before an edit and the first one after it.
CREATE TABLE stream (
    at TEXT NOT NULL,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    site TEXT NOT NULL,
    weight TEXT NOT NULL,
    stealth INTEGER NOT NULL,
    bumped INTEGER NOT NULL,
    language TEXT NOT NULL,
    kinds TEXT NOT NULL,
    facts TEXT NOT NULL,
    window REAL,
    PRIMARY KEY (at, watch_id, number, event_id)
) STRICT, WITHOUT ROWID;

-- The stream of each site, with all that is filtered by: nothing is looked up in the table for what does not fit.
CREATE INDEX stream_site ON stream (
    site, at, watch_id, number, event_id, weight, stealth, bumped, language, kinds, facts, window
);

-- What each edit is in the stream.
CREATE VIEW edits AS
SELECT first_seen_at AS at, revisions.watch_id, revisions.number, 0 AS event_id, watches.site, weight, stealth, bumped,
       coalesce(article ->> 'language', '') AS language,
       coalesce(',' || (
           SELECT group_concat(DISTINCT kind) FROM changes
           WHERE watch_id = revisions.watch_id AND number = revisions.number
       ) || ',', '') AS kinds,
       coalesce(',' || (
           SELECT group_concat(DISTINCT value) FROM changes, json_each(changes.facts)
           WHERE watch_id = revisions.watch_id AND number = revisions.number
       ) || ',', '') AS facts,
       (julianday(first_seen_at) - julianday(seen_after)) * 86400.0 AS window
FROM revisions
CROSS JOIN watches ON watches.id = revisions.watch_id
CROSS JOIN articles ON articles.watch_id = revisions.watch_id AND articles.number = revisions.number
WHERE revisions.number > 1;

-- What the edits of each site come to: articles that are tracked, articles that were edited or were ever found gone, and
-- edits; and its edits by the hour of the day, UTC. Kept as they are written, so that nothing is counted to show them.
CREATE TABLE sites (
    site TEXT PRIMARY KEY,
    articles INTEGER NOT NULL DEFAULT 0,
    edited INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    edits INTEGER NOT NULL DEFAULT 0,
    major INTEGER NOT NULL DEFAULT 0,
    stealth INTEGER NOT NULL DEFAULT 0,
    bumped INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX sites_edits ON sites (edits DESC, site);

CREATE TABLE site_hours (
    site TEXT NOT NULL,
    hour INTEGER NOT NULL,
    edits INTEGER NOT NULL,
    PRIMARY KEY (site, hour)
) STRICT, WITHOUT ROWID;

INSERT INTO stream
SELECT first_seen_at, edits.watch_id, edits.number, event_id, site, edits.weight, edits.stealth, edits.bumped, language,
       kinds, facts, window
FROM (SELECT first_seen_at, watch_id, number FROM revisions INDEXED BY revisions_first_seen_at ORDER BY first_seen_at)
     AS placed
CROSS JOIN edits ON edits.watch_id = placed.watch_id AND edits.number = placed.number;

INSERT INTO stream
SELECT events.at, watch_id, 0, events.id, site, '', 0, 0, '', ',' || kind || ',', '', NULL
FROM events CROSS JOIN watches ON watches.id = watch_id ORDER BY events.at;

INSERT INTO sites (site, articles) SELECT site, count(*) FROM watches GROUP BY site;

UPDATE sites
SET edited = sums.edited, edits = sums.edits, major = sums.major, stealth = sums.stealth, bumped = sums.bumped,
    gone = sums.gone
FROM (
    SELECT site, count(*) FILTER (WHERE number > 0) AS edits, count(DISTINCT iif(number > 0, watch_id, NULL)) AS edited,
           sum(weight = 'major') AS major, sum(stealth) AS stealth, sum(bumped) AS bumped,
           count(DISTINCT iif(kinds = ',article.gone,' AND number = 0, watch_id, NULL)) AS gone
    FROM stream GROUP BY site
) AS sums
WHERE sums.site = sites.site;

INSERT INTO site_hours
SELECT site, CAST(substr(at, 12, 2) AS INTEGER) AS hour, count(*) FROM stream WHERE number > 0 GROUP BY site, hour;

-- Every edit comes in and goes once, and moves where its article's site turns out to be another one.
CREATE TRIGGER stream_added AFTER INSERT ON stream WHEN new.number > 0 BEGIN
    UPDATE sites
    SET edits = edits + 1, major = major + (new.weight = 'major'), stealth = stealth + new.stealth,
        bumped = bumped + new.bumped,
        edited = edited + NOT EXISTS (
            SELECT 1 FROM revisions WHERE watch_id = new.watch_id AND number > 1 AND number <> new.number
        )
    WHERE site = new.site;
    INSERT INTO site_hours (site, hour, edits) VALUES (new.site, CAST(substr(new.at, 12, 2) AS INTEGER), 1)
    ON CONFLICT (site, hour) DO UPDATE SET edits = edits + 1;
END;

CREATE TRIGGER stream_removed AFTER DELETE ON stream WHEN old.number > 0 BEGIN
    UPDATE sites
    SET edits = edits - 1, major = major - (old.weight = 'major'), stealth = stealth - old.stealth,
        bumped = bumped - old.bumped,
        edited = edited - NOT EXISTS (
            SELECT 1 FROM revisions WHERE watch_id = old.watch_id AND number > 1 AND number <> old.number
        )
    WHERE site = old.site;
    UPDATE site_hours SET edits = edits - 1
    WHERE site = old.site AND hour = CAST(substr(old.at, 12, 2) AS INTEGER);
END;

CREATE TRIGGER stream_moved AFTER UPDATE OF site ON stream WHEN new.number > 0 BEGIN
    UPDATE sites
    SET edits = edits - 1, major = major - (old.weight = 'major'), stealth = stealth - old.stealth,
        bumped = bumped - old.bumped
    WHERE site = old.site;
    UPDATE sites
    SET edits = edits + 1, major = major + (new.weight = 'major'), stealth = stealth + new.stealth,
        bumped = bumped + new.bumped
    WHERE site = new.site;
    UPDATE site_hours SET edits = edits - 1
    WHERE site = old.site AND hour = CAST(substr(old.at, 12, 2) AS INTEGER);
    INSERT INTO site_hours (site, hour, edits) VALUES (new.site, CAST(substr(new.at, 12, 2) AS INTEGER), 1)
    ON CONFLICT (site, hour) DO UPDATE SET edits = edits + 1;
END;

CREATE TRIGGER revision_removed AFTER DELETE ON revisions WHEN old.number > 1 BEGIN
    DELETE FROM stream
    WHERE at = old.first_seen_at AND watch_id = old.watch_id AND number = old.number AND event_id = 0;
END;

CREATE TRIGGER event_added AFTER INSERT ON events BEGIN
    INSERT INTO stream
    SELECT new.at, id, 0, new.id, site, '', 0, 0, '', ',' || new.kind || ',', '', NULL FROM watches
    WHERE id = new.watch_id;
    UPDATE sites SET gone = gone + 1
    WHERE new.kind = 'article.gone' AND site = (SELECT site FROM watches WHERE id = new.watch_id) AND NOT EXISTS (
        SELECT 1 FROM events WHERE watch_id = new.watch_id AND kind = 'article.gone' AND id <> new.id
    );
END;

CREATE TRIGGER event_removed AFTER DELETE ON events BEGIN
    UPDATE sites SET gone = gone - 1
    WHERE old.kind = 'article.gone' AND NOT EXISTS (
        SELECT 1 FROM events WHERE watch_id = old.watch_id AND kind = 'article.gone'
    ) AND site = (
        SELECT site FROM stream WHERE at = old.at AND watch_id = old.watch_id AND number = 0 AND event_id = old.id
    );
    DELETE FROM stream WHERE at = old.at AND watch_id = old.watch_id AND number = 0 AND event_id = old.id;
END;

CREATE TRIGGER watch_added AFTER INSERT ON watches BEGIN
    INSERT INTO sites (site, articles) VALUES (new.site, 1) ON CONFLICT (site) DO UPDATE SET articles = articles + 1;
END;

CREATE TRIGGER watch_moved AFTER UPDATE OF site ON watches WHEN old.site <> new.site BEGIN
    INSERT INTO sites (site, articles) VALUES (new.site, 1) ON CONFLICT (site) DO UPDATE SET articles = articles + 1;
    UPDATE stream SET site = new.site
    WHERE watch_id = new.id AND at IN (
        SELECT first_seen_at FROM revisions WHERE watch_id = new.id AND number > 1
        UNION ALL SELECT at FROM events WHERE watch_id = new.id
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

CREATE INDEX watches_ill ON watches (site)
WHERE state = 'active' AND (failing_since IS NOT NULL OR standing IN ('blocked', 'unreadable'));

DROP INDEX revisions_first_seen_at;
DROP INDEX events_at;
