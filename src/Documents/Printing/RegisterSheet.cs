using Shoumi.Rules;
using Shoumi.Rules.Registers;

namespace Shoumi.Documents.Printing;

/// <summary>What stands around the rows of a printed register. An official print, therefore in Chinese whatever language the reader works in.</summary>
[Requirement("R7.5.1", "R8.4.1")]
public sealed record RegisterSheet
{
    /// <summary>The bureau's name, the beginning of the title.</summary>
    public required string Bureau { get; init; }

    /// <summary>The name on paper, such as 定密台帐.</summary>
    public required string Title { get; init; }

    /// <summary>Columns and their widths.</summary>
    public required RegisterDefinition Register { get; init; }

    /// <summary>The mark of the print itself: highest level and longest term of what it holds; null where nothing in it is secret.</summary>
    public required string? Mark { get; init; }

    /// <summary>Which part of the register it shows, in words.</summary>
    public required string Filter { get; init; }

    /// <summary>What stands above the rows at the right; null where it is how many they are.</summary>
    public string? Counted { get; init; }

    /// <summary>Who printed.</summary>
    public required string By { get; init; }

    /// <summary>When, China Standard Time; also the only date in the file's metadata.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Number of the entry in the audit ledger.</summary>
    public required long AuditNumber { get; init; }

    /// <summary>Whether the data are invented: then every page says so.</summary>
    public required bool Demonstration { get; init; }
}
