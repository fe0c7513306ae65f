namespace Shoumi.Server.Storage;

/// <summary>
/// What the database keeps by itself beside the rows, in the same transaction and whoever writes: how often each kind of rows was changed,
/// and by which parts of words an entry is found. See docs/adr/0007-read-once-known-until-changed.md.
/// </summary>
public static class Upkeep
{
    private static readonly (string Table, ChangeKind Kind)[] Counted =
    [
        ("person", ChangeKind.Organisation), ("org_unit", ChangeKind.Organisation), ("appointment", ChangeKind.Organisation), ("account", ChangeKind.Organisation),
        ("ledger_entry", ChangeKind.Ledger), ("access_grant", ChangeKind.Ledger),
    ];

    // Counted since what waits for a person is kept between two requests; the kinds above have been counted longer.
    private static readonly string[] CasesCounted = ["classification_case", "opinion"];

    private static readonly ChangeKind[] First = [ChangeKind.Organisation, ChangeKind.Ledger];

    // Every character is part of a word but white space, so that a pair is one word; capitals and small letters are the same. The texts
    // themselves are not kept a second time.
    private const string Words = "content='', columnsize=0, detail=none, tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn'\"";

    private static string Place(string row) => $"{row}.year * 10000000 + {row}.number";

    /// <summary>Every two neighbours of the texts, and their last characters: whatever words a search can name have their own pairs among them.</summary>
    private static string Pairs(string row) =>
        $"select group_concat(substr(t.text, p.n, 2), ' ') from (select coalesce({row}.title, '') as text union all select coalesce({row}.document_number, '')) t join text_place p on p.n <= length(t.text)";

    /// <summary>Statements for SQLite.</summary>
    public static IEnumerable<string> Sqlite() =>
    [
        "insert into change_count (kind, count) values (1, 1), (2, 1)",
        .. from t in Counted
           from change in new[] { "insert", "update", "delete" }
           select $"create trigger {t.Table}_counts_{change} after {change} on {t.Table} begin update change_count set count = count + 1 where kind = {(int)t.Kind}; end",
        // More places than a title or a document number may be long.
        "create table text_place (n integer primary key)",
        "insert into text_place with recursive n(n) as (select 1 union all select n + 1 from n where n < 300) select n from n",
        $"create virtual table ledger_words using fts5(words, {Words})",
        // What is taken away is gone from the file at once.
        "insert into ledger_words (ledger_words, rank) values ('secure-delete', 1)",
        $"create trigger ledger_entry_words after insert on ledger_entry begin insert into ledger_words (rowid, words) values ({Place("new")}, ({Pairs("new")})); end",
        // A title is taken away, never replaced: its words go with it.
        $"create trigger ledger_entry_words_emptied after update of title on ledger_entry when new.title is not old.title begin insert into ledger_words (ledger_words, rowid, words) values ('delete', {Place("old")}, ({Pairs("old")})); insert into ledger_words (rowid, words) values ({Place("new")}, ({Pairs("new")})); end",
        $"insert into ledger_words (rowid, words) select {Place("e")}, ({Pairs("e")}) from ledger_entry e",
    ];

    /// <summary>Statements for PostgreSQL.</summary>
    public static IEnumerable<string> Postgres() =>
    [
        "insert into change_count (kind, count) values (1, 1), (2, 1)",
        .. First.Select(k => $"create function count_change_{(int)k}() returns trigger language plpgsql as $$ begin update change_count set count = count + 1 where kind = {(int)k}; return null; end $$"),
        // When the act is saved, not before: the ledger's head is locked by then, so nobody waits here for somebody who waits there.
        .. Counted.Select(t => $"create constraint trigger {t.Table}_counts after insert or update or delete on {t.Table} deferrable initially deferred for each row execute function count_change_{(int)t.Kind}()"),
        "create function text_pairs(title text, number text) returns text[] language sql immutable parallel safe as $$ select array(select distinct lower(substr(t, n, 2)) from unnest(array[coalesce(title, ''), coalesce(number, '')]) t, generate_series(1, length(t) - 1) n) $$",
        "create index ix_ledger_entry_pairs on ledger_entry using gin (text_pairs(title, document_number))",
    ];

    /// <summary>
    /// Statements for PostgreSQL, from the migration that brings imports: a transaction of many rows counts as one change, however many rows.
    /// Counting each of ten thousand rows would write the one count ten thousand times over before any of it can be cleared away.
    /// </summary>
    public static IEnumerable<string> PostgresOncePerTransaction() => First.Select(OncePerTransaction);

    private static string OncePerTransaction(ChangeKind k) =>
        $"create or replace function count_change_{(int)k}() returns trigger language plpgsql as $$ begin if current_setting('shoumi.counted_{(int)k}', true) is distinct from txid_current()::text then perform set_config('shoumi.counted_{(int)k}', txid_current()::text, true); update change_count set count = count + 1 where kind = {(int)k}; end if; return null; end $$";

    /// <summary>Statements for SQLite, from the migration that counts changes of cases.</summary>
    public static IEnumerable<string> SqliteCountingCases() =>
    [
        $"insert into change_count (kind, count) values ({(int)ChangeKind.Cases}, 1)",
        .. from table in CasesCounted
           from change in new[] { "insert", "update", "delete" }
           select $"create trigger {table}_counts_{change} after {change} on {table} begin update change_count set count = count + 1 where kind = {(int)ChangeKind.Cases}; end",
    ];

    /// <summary>The same for PostgreSQL.</summary>
    public static IEnumerable<string> PostgresCountingCases() =>
    [
        $"insert into change_count (kind, count) values ({(int)ChangeKind.Cases}, 1)",
        OncePerTransaction(ChangeKind.Cases),
        .. CasesCounted.Select(t => $"create constraint trigger {t}_counts after insert or update or delete on {t} deferrable initially deferred for each row execute function count_change_{(int)ChangeKind.Cases}()"),
    ];
}
