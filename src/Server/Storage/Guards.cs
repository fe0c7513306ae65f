namespace Shoumi.Server.Storage;

/// <summary>
/// What the database itself refuses, whoever writes to it: deleting what the law wants kept, changing a line of the audit ledger or
/// an opinion, an administrator holding a post, a post holder becoming an administrator. Run by the first migration of each database.
/// </summary>
public static class Guards
{
    private static readonly string[] NeverDeleted =
        ["bureau", "org_unit", "person", "appointment", "classification_case", "opinion", "access_grant", "ledger_entry", "correction", "superior_rule", "audit_entry", "audit_head", "number_series"];

    private static readonly string[] NeverChanged = ["bureau", "opinion", "audit_entry"];

    /// <summary>Statements for SQLite.</summary>
    public static IEnumerable<string> Sqlite() =>
    [
        .. NeverDeleted.Select(t => $"create trigger {t}_kept before delete on {t} begin select raise(abort, '{t} is kept'); end"),
        .. NeverChanged.Select(t => $"create trigger {t}_fixed before update on {t} begin select raise(abort, '{t} is not changed'); end"),
        "create trigger ledger_entry_fixed before update on ledger_entry when new.year <> old.year or new.number <> old.number or new.case_id <> old.case_id or new.level <> old.level or new.mark <> old.mark or new.title is not old.title and new.title is not null or new.classified_on <> old.classified_on or new.free_from is not old.free_from begin select raise(abort, 'ledger_entry is not changed'); end",
        "create trigger appointment_not_administrator before insert on appointment when (select administers from person where id = new.person_id) is not null begin select raise(abort, 'an administrator holds no post'); end",
        "create trigger person_administers_fixed before update of administers on person when new.administers is not old.administers begin select raise(abort, 'what a person administers is not changed'); end",
    ];

    /// <summary>Statements for PostgreSQL.</summary>
    public static IEnumerable<string> Postgres() =>
    [
        "create function kept() returns trigger language plpgsql as $$ begin raise exception '% is kept', tg_table_name; end $$",
        .. NeverDeleted.Select(t => $"create trigger {t}_kept before delete on {t} for each row execute function kept()"),
        .. NeverChanged.Select(t => $"create trigger {t}_fixed before update on {t} for each row execute function kept()"),
        "create trigger ledger_entry_fixed before update on ledger_entry for each row when (new.year <> old.year or new.number <> old.number or new.case_id <> old.case_id or new.level <> old.level or new.mark <> old.mark or new.title is distinct from old.title and new.title is not null or new.classified_on <> old.classified_on or new.free_from is distinct from old.free_from) execute function kept()",
        "create function not_administrator() returns trigger language plpgsql as $$ begin if (select administers from person where id = new.person_id) is not null then raise exception 'an administrator holds no post'; end if; return new; end $$",
        "create trigger appointment_not_administrator before insert on appointment for each row execute function not_administrator()",
        "create trigger person_administers_fixed before update of administers on person for each row when (new.administers is distinct from old.administers) execute function kept()",
    ];
}
