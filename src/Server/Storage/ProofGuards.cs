namespace Shoumi.Server.Storage;

/// <summary>What the database itself refuses about the proofs of the audit ledger: nodes of its tree, heads and the keys they were signed with stay as they were written.</summary>
public static class ProofGuards
{
    private static readonly string[] Kept = ["audit_node", "head_key", "signed_head"];

    /// <summary>Statements for SQLite.</summary>
    public static IEnumerable<string> Sqlite() => Kept.SelectMany(t => (string[])
    [
        $"create trigger {t}_kept before delete on {t} begin select raise(abort, '{t} is kept'); end",
        $"create trigger {t}_fixed before update on {t} begin select raise(abort, '{t} is not changed'); end",
    ]);

    /// <summary>Statements for PostgreSQL.</summary>
    public static IEnumerable<string> Postgres() => Kept.Select(t => $"create trigger {t}_kept before delete or update on {t} for each row execute function kept()");
}
