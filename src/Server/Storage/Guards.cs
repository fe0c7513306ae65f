namespace Shoumi.Server.Storage;

/// <summary>
/// What the database itself refuses, whoever writes to it: deleting what the law wants kept, changing what is fixed once it is written,
/// an administrator holding a post, a post holder becoming an administrator. Run by the first migration of each database.
/// </summary>
public static class Guards
{
    private static readonly string[] NeverDeleted =
        ["bureau", "org_unit", "person", "appointment", "classification_case", "opinion", "access_grant", "ledger_entry", "correction", "superior_rule", "audit_entry", "audit_head", "number_series"];

    private static readonly string[] NeverChanged = ["bureau", "opinion", "audit_entry"];

    /// <summary>A table whose rows stay as they were written, but for a few columns; a column named in none of the lists may change.</summary>
    /// <param name="Fixed">Never change.</param>
    /// <param name="Once">Empty at first and then filled, once.</param>
    /// <param name="Emptied">May be taken away, never replaced.</param>
    /// <param name="WithTitle">Never change but with the title, when that is taken away.</param>
    private sealed record Row(string Table, string[] Fixed, string[] Once, string[] Emptied, string[]? WithTitle = null)
    {
        /// <summary>The change that is refused.</summary>
        /// <param name="differs">How this database compares where one side may be null.</param>
        public string Refused(string differs) => string.Join(" or ",
        [
            .. Fixed.Select(c => $"new.\"{c}\" {differs} old.\"{c}\""),
            .. Once.Select(c => $"old.\"{c}\" is not null and new.\"{c}\" {differs} old.\"{c}\""),
            .. (WithTitle ?? []).Select(c => $"new.\"{c}\" {differs} old.\"{c}\" and not (old.title is not null and new.title is null)"),
            .. Emptied.Select(c => $"coalesce(new.\"{c}\", '') <> '' and new.\"{c}\" {differs} old.\"{c}\""),
        ]);
    }

    private static readonly Row[] Kept =
    [
        new(
            "ledger_entry",
            [
                "id", "year", "number", "case_id", "entered_at", "entered_by_id", "unit_id", "drafter_id", "classifier_id", "level", "origin", "mark", "row_id", "basis",
                "classified_on", "last_protected_day", "free_from", "document_number", "carrier_form", "copies", "remark", "knowing", "corrects_id",
                "term_amount", "term_event", "term_form", "term_unit", "term_until",
            ],
            ["corrected_by_id", "declassification_recorded_on"],
            ["title"]),
        new("appointment", ["id", "person_id", "post", "unit_id", "from", "as_deputy", "document"], [], []),
        new("access_grant", ["id", "case_id", "principal", "source", "since"], ["ended_at"], []),
        new(
            "correction",
            ["id", "entry_id", "case_id", "requested_by_id", "requested_at", "reason", "field", "was", "becomes"],
            ["decided_by_id", "decided_at", "confirmed", "new_entry_id"],
            []),
        new(
            "superior_rule",
            ["id", "row_id", "issuer", "document_number", "valid_from", "registered_by_id", "term_amount", "term_event", "term_form", "term_unit", "term_until"],
            [],
            []),
    ];

    /// <summary>The ledger's lines once imported ones stand among them, and the imports themselves.</summary>
    private static readonly Row[] KeptWithImports =
    [
        SinceChanges.Kept[0] with { Fixed = [.. SinceChanges.Kept[0].Fixed, "import_batch_id", "old_number", "fingerprint"], Once = [.. SinceChanges.Kept[0].Once, "reversed_on"] },
        new(
            "import_batch",
            ["id", "file_hash", "imported_by_id", "imported_at", "imported", "declassified", "untitled", "known", "repeated", "faulty"],
            ["reversed_by_id", "reversed_at", "reversed_on"],
            []),
    ];

    /// <summary>Statements for SQLite, from the migration that brings imports.</summary>
    public static IEnumerable<string> SqliteWithImports() =>
    [
        "drop trigger ledger_entry_fixed",
        "create trigger import_batch_kept before delete on import_batch begin select raise(abort, 'import_batch is kept'); end",
        .. KeptWithImports.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} when {r.Refused("is not")} begin select raise(abort, '{r.Table} is not changed'); end"),
    ];

    /// <summary>Statements for PostgreSQL, from the migration that brings imports.</summary>
    public static IEnumerable<string> PostgresWithImports() =>
    [
        "drop trigger ledger_entry_fixed on ledger_entry",
        "create trigger import_batch_kept before delete on import_batch for each row execute function kept()",
        .. KeptWithImports.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} for each row when ({r.Refused("is distinct from")}) execute function kept()"),
    ];

    /// <summary>
    /// The ledger's lines since it is one fact what is derivative, and since what was computed from a title goes with it; corrections since the
    /// words of a reason may be taken away.
    /// </summary>
    private static readonly Row[] KeptSinceErasures =
    [
        KeptWithImports[0] with { Fixed = [.. KeptWithImports[0].Fixed.Where(c => c != "fingerprint"), "derivative"], WithTitle = ["fingerprint"] },
        SinceChanges.Kept[1] with { Fixed = [.. SinceChanges.Kept[1].Fixed.Where(c => c != "reason")], Emptied = [.. SinceChanges.Kept[1].Emptied, "reason"] },
    ];

    // What rows that are there say of themselves: by the basis of an own entry, by the origin of an imported one; of what was imported twice,
    // the first is the one that is known again.
    private static readonly string[] ToldOfErasures =
    [
        $"update ledger_entry set derivative = (1 = 1) where basis = '{Rules.Procedure.LedgerEntry.BasisOfReceived}' or (import_batch_id is not null and origin = {(int)Rules.TermOrigin.Received})",
        "update ledger_entry set fingerprint = null where fingerprint is not null and reversed_on is null and id not in (select min(id) from ledger_entry where fingerprint is not null and reversed_on is null group by fingerprint)",
    ];

    /// <summary>Statements for SQLite, from the migration that brings erasures; before its indexes are made.</summary>
    public static IEnumerable<string> SqliteSinceErasures() =>
    [
        .. KeptSinceErasures.Select(r => $"drop trigger {r.Table}_fixed"),
        .. ToldOfErasures,
        .. KeptSinceErasures.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} when {r.Refused("is not")} begin select raise(abort, '{r.Table} is not changed'); end"),
    ];

    /// <summary>The same for PostgreSQL.</summary>
    public static IEnumerable<string> PostgresSinceErasures() =>
    [
        .. KeptSinceErasures.Select(r => $"drop trigger {r.Table}_fixed on {r.Table}"),
        .. ToldOfErasures,
        "set constraints all immediate",
        .. KeptSinceErasures.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} for each row when ({r.Refused("is distinct from")}) execute function kept()"),
    ];

    /// <summary>What changed in these guards when matters could be changed by cases of their own; the first migration made the others.</summary>
    private static class SinceChanges
    {
        public static readonly string[] NeverDeleted = ["change_notice", "yearly_review", "issued_file"];

        public static readonly string[] NeverChanged = ["yearly_review", "issued_file"];

        public static readonly string[] Again = ["ledger_entry", "correction"];

        /// <summary>What the new columns say of the rows that are there; while their guard is away.</summary>
        public static readonly string[] Told =
        [
            "update ledger_entry set access_level = level, kind = case when replaces_id is null then 1 else 2 end, replaced_as = case when replaced_by_id is null then null else 2 end",
            "update classification_case set purpose = 1",
        ];

        public static readonly Row[] Kept =
        [
            new(
                "ledger_entry",
                [
                    "id", "year", "number", "case_id", "kind", "entered_at", "entered_by_id", "unit_id", "drafter_id", "classifier_id", "level", "origin", "mark", "row_id", "basis",
                    "classified_on", "last_protected_day", "free_from", "document_number", "carrier_form", "copies", "remark", "knowing", "replaces_id",
                    "term_amount", "term_event", "term_form", "term_unit", "term_until",
                ],
                ["replaced_by_id", "replaced_as", "declassification_recorded_on", "remarked_on"],
                ["title"]),
            new(
                "correction",
                ["id", "entry_id", "case_id", "requested_by_id", "requested_at", "reason", "field"],
                ["decided_by_id", "decided_at", "confirmed", "new_entry_id"],
                // A corrected title goes with the title, where the matter rises above the ceiling.
                ["was", "becomes"]),
            new("change_notice", ["id", "case_id", "revision", "unit_id", "recipient", "issued_at"], ["received_on", "received_by_id", "recorded_at", "remarked_at", "remarked_by_id"], []),
        ];
    }

    /// <summary>Statements for SQLite, run by the migration that brought changes.</summary>
    public static IEnumerable<string> SqliteSinceChanges() =>
    [
        .. SinceChanges.Again.Select(t => $"drop trigger {t}_fixed"),
        .. SinceChanges.Told,
        .. SinceChanges.NeverDeleted.Select(t => $"create trigger {t}_kept before delete on {t} begin select raise(abort, '{t} is kept'); end"),
        .. SinceChanges.NeverChanged.Select(t => $"create trigger {t}_fixed before update on {t} begin select raise(abort, '{t} is not changed'); end"),
        .. SinceChanges.Kept.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} when {r.Refused("is not")} begin select raise(abort, '{r.Table} is not changed'); end"),
    ];

    /// <summary>The same for PostgreSQL.</summary>
    public static IEnumerable<string> PostgresSinceChanges() =>
    [
        .. SinceChanges.Again.Select(t => $"drop trigger {t}_fixed on {t}"),
        .. SinceChanges.Told,
        // What waits for the end of the transaction is done now: no trigger is made on a table that still has some.
        "set constraints all immediate",
        .. SinceChanges.NeverDeleted.Select(t => $"create trigger {t}_kept before delete on {t} for each row execute function kept()"),
        .. SinceChanges.NeverChanged.Select(t => $"create trigger {t}_fixed before update on {t} for each row execute function kept()"),
        .. SinceChanges.Kept.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} for each row when ({r.Refused("is distinct from")}) execute function kept()"),
    ];

    /// <summary>What came with personal tokens: a token is never deleted nor prolonged, widened or given to somebody else, and what was revoked stays so; an answer is let go, never changed.</summary>
    private static class SinceTokens
    {
        public static readonly string[] NeverDeleted = ["access_token"];

        public static readonly Row[] Kept =
        [
            new("access_token", ["id", "person_id", "name", "hash", "posts", "created_at", "last_day"], ["revoked_at"], []),
            new("kept_answer", ["person_id", "key", "request", "at", "status", "location", "made_id", "line"], [], []),
        ];
    }

    /// <summary>Statements for SQLite, run by the migration that brought tokens.</summary>
    public static IEnumerable<string> SqliteSinceTokens() =>
    [
        .. SinceTokens.NeverDeleted.Select(t => $"create trigger {t}_kept before delete on {t} begin select raise(abort, '{t} is kept'); end"),
        .. SinceTokens.Kept.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} when {r.Refused("is not")} begin select raise(abort, '{r.Table} is not changed'); end"),
    ];

    /// <summary>The same for PostgreSQL.</summary>
    public static IEnumerable<string> PostgresSinceTokens() =>
    [
        .. SinceTokens.NeverDeleted.Select(t => $"create trigger {t}_kept before delete on {t} for each row execute function kept()"),
        .. SinceTokens.Kept.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} for each row when ({r.Refused("is distinct from")}) execute function kept()"),
    ];

    /// <summary>Statements for SQLite.</summary>
    public static IEnumerable<string> Sqlite() =>
    [
        .. NeverDeleted.Select(t => $"create trigger {t}_kept before delete on {t} begin select raise(abort, '{t} is kept'); end"),
        .. NeverChanged.Select(t => $"create trigger {t}_fixed before update on {t} begin select raise(abort, '{t} is not changed'); end"),
        .. Kept.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} when {r.Refused("is not")} begin select raise(abort, '{r.Table} is not changed'); end"),
        "create trigger appointment_not_administrator before insert on appointment when (select administers from person where id = new.person_id) is not null begin select raise(abort, 'an administrator holds no post'); end",
        "create trigger person_administers_fixed before update of administers on person when new.administers is not old.administers begin select raise(abort, 'what a person administers is not changed'); end",
    ];

    /// <summary>Statements for PostgreSQL.</summary>
    public static IEnumerable<string> Postgres() =>
    [
        "create function kept() returns trigger language plpgsql as $$ begin raise exception '% is kept', tg_table_name; end $$",
        .. NeverDeleted.Select(t => $"create trigger {t}_kept before delete on {t} for each row execute function kept()"),
        .. NeverChanged.Select(t => $"create trigger {t}_fixed before update on {t} for each row execute function kept()"),
        .. Kept.Select(r => $"create trigger {r.Table}_fixed before update on {r.Table} for each row when ({r.Refused("is distinct from")}) execute function kept()"),
        "create function not_administrator() returns trigger language plpgsql as $$ begin if (select administers from person where id = new.person_id) is not null then raise exception 'an administrator holds no post'; end if; return new; end $$",
        "create trigger appointment_not_administrator before insert on appointment for each row execute function not_administrator()",
        "create trigger person_administers_fixed before update of administers on person for each row when (new.administers is distinct from old.administers) execute function kept()",
    ];
}
