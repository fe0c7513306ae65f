using Shoumi.Rules;
using Shoumi.Server.Tests.Running;
using static Shoumi.Server.Tests.Access.Door.Takes;

namespace Shoumi.Server.Tests.Access.Door;

/// <summary>One address that is read, with what its query takes.</summary>
public sealed record AddressRow(string Route, string Who, params Field[] Fields)
{
    public override string ToString() => Route;
}

/// <summary>Every endpoint that is read. A new one without a row here fails the test.</summary>
public static class Addresses
{
    /// <summary>A year to narrow to.</summary>
    public static readonly Field Year = new("year", Number) { Least = 1949, Most = 2999, IsSelect = true };

    /// <summary>What narrows the classification ledger; the export takes the same.</summary>
    public static readonly Field[] LedgerFilter =
    [
        new("q", Line) { Most = 100, Least = 2, IsSelect = true },
        new("level", Many, "TopSecret", "Secret", "Confidential"),
        new("state", Choice, "in-force"),
        new("unit", Number) { Most = int.MaxValue, IsSelect = true },
        new("matter", Line) { Most = 20, IsSelect = true },
        Year,
        new("sort", Choice, "free"),
        new("batch", Number) { Most = int.MaxValue, IsSelect = true },
    ];

    public static readonly AddressRow[] All =
    [
        new("/setup", ""),
        new("/sign-in", ""),
        new("/password", Staff.Drafter),
        new("/language", ""),
        new("/", Staff.Drafter),
        new("/watermark.svg", Staff.Drafter),
        new("/cases", Staff.Drafter, new("view", Choice, "open", "mine", "closed", "all"), Position("before")),
        new("/cases/new", Staff.Drafter),
        new("/cases/{id:int}", Staff.Drafter, new Field("differ", Tick, "true")),
        new("/cases/{id:int}/{act}", Staff.Drafter),
        new("/people", Staff.Drafter, new Field("q", Line) { Most = 40 }),
        new("/ledger", Staff.Clerk, [.. LedgerFilter, Position("after"), Position("before")]),
        new("/ledger/{id:int}", Staff.Clerk),
        new("/ledger/imports", Staff.Clerk),
        new("/ledger/imports/columns", Staff.Clerk),
        new("/ledger/imports/{id:int}", Staff.Clerk),
        new("/terms", Staff.Drafter),
        new("/statistics", Staff.Clerk, Year),
        new("/changes", Staff.Drafter, new Field("view", Choice, "notices", "review", "under-way")),
        new("/regulation", Staff.Drafter),
        new("/organisation", Staff.Drafter, new("q", Line) { Most = 40 }, Position("person")),
        new("/audit", Staff.Auditor, new("q", Line) { Most = 60 }, new("act", Choice, nameof(Act.SignIn)), new("outcome", Number) { Most = 3 }, Position("before"), new("after", Number) { Least = 0, Most = long.MaxValue }),
        new("/clock", Staff.SecurityAdministrator),
        new("/proofs", Staff.Auditor),
        new("/proofs/heads/{id:int}", Staff.Auditor),
        new("/proofs/heads/{id:int}/consistency", Staff.Auditor),
        new("/proofs/entries/{id:int}", Staff.Auditor),
        new("/tokens", Staff.Drafter),
        new("/api/reference", Staff.Drafter),
    ];

    private static Field Position(string name) => new(name, Number) { Most = int.MaxValue };
}
