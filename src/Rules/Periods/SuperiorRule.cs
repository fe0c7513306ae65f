namespace Shoumi.Rules.Periods;

/// <summary>上级特殊规定的登记: the register's record of a special rule of the superior line authority for one row, registered with its document number (article 6 item 3). It prevails over caps and defaults.</summary>
[Requirement("R6.3.1")]
public sealed class SuperiorRule
{
    public int Id { get; private set; }

    /// <summary>Row of article 5 it is about.</summary>
    public required string RowId { get; init; }

    public required Term Term { get; init; }

    /// <summary>The superior authority.</summary>
    public required string Issuer { get; init; }

    public required string DocumentNumber { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day; null while it is valid; before the first day where it was withdrawn on the day it was to begin. Withdrawn, never deleted.</summary>
    public DateOnly? ValidTo { get; private set; }

    public required int RegisteredById { get; init; }

    /// <summary>What the rule says, to be judged by.</summary>
    public SuperiorTermRule Says => new(Id, RowId, Term, DocumentNumber, ValidFrom, ValidTo);

    /// <summary>No longer valid after that day.</summary>
    public void Withdraw(DateOnly lastDay) => ValidTo = lastDay;
}
