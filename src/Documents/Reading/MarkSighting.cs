using System.Collections.Immutable;
using Shoumi.Rules.Marking;

namespace Shoumi.Documents.Reading;

/// <summary>In which part of a document a mark was seen.</summary>
public enum MarkSpot
{
    Body = 1,
    Table = 2,
    TextBox = 3,
    Header = 4,
    Footer = 5,
}

/// <summary>A mark as it stands in a document.</summary>
/// <param name="Text">The line as written, without the spaces around it; at most 60 characters, and of a longer line only its mark.</param>
/// <param name="Reading">What was read from it.</param>
/// <param name="Spot">In which part.</param>
/// <param name="X">How far from the left of page 1 it starts, in percent of the width; null when that cannot be told or is another page.</param>
/// <param name="Y">How far from the top, in percent of the height.</param>
/// <param name="BehindTitle">It stands on the line of the title, behind it.</param>
/// <param name="BelowTitle">It stands on the line below the title.</param>
/// <param name="Hidden">Its text is set not to show.</param>
/// <param name="Struck">It was struck through: it no longer holds.</param>
public sealed record MarkSighting(string Text, MarkReading Reading, MarkSpot Spot, double? X, double? Y, bool BehindTitle, bool BelowTitle, bool Hidden, bool Struck = false)
{
    /// <summary>What stands beside the struck mark of what is declassified.</summary>
    public const string Declassified = "解密";
}

/// <summary>What is wrong with the mark of a document.</summary>
public enum MarkFault
{
    None = 0,

    /// <summary>No mark stands where marks stand.</summary>
    Missing = 1,

    /// <summary>The mark is there, but not in its place.</summary>
    Misplaced = 2,

    /// <summary>Another mark is there, or it is not written as it should be.</summary>
    Unequal = 3,

    /// <summary>The mark is there and does not show.</summary>
    Hidden = 4,

    /// <summary>The document cannot be read.</summary>
    Unreadable = 5,
}

/// <summary>Whether a document bears exactly the mark it should, in its place.</summary>
/// <param name="Fault">What is wrong; none when all is well.</param>
/// <param name="Seen">The mark that was judged; null when there is none.</param>
public sealed record MarkVerdict(MarkFault Fault, MarkSighting? Seen)
{
    /// <summary>Whether all is well.</summary>
    public bool Ok => Fault == MarkFault.None;
}

/// <summary>All marks of a document, those of the first page first; or why it cannot be read.</summary>
public sealed record MarksRead(ImmutableArray<MarkSighting> Sightings, DocumentRefusal? Refusal);
