using Shoumi.Rules;
using Shoumi.Rules.Marking;

namespace Shoumi.Documents.Reading;

/// <summary>Whether a document bears exactly the mark it should, in its place (article 8 items 1 to 3).</summary>
[Requirement("R8.1.1", "R8.2.1", "R8.3.1")]
public static class MarkCheck
{
    /// <summary>The upper left ends at half the width and a fifth of the height.</summary>
    public const double MostX = 50, MostY = 20;

    /// <summary>
    /// Reads the document and judges. A second, different mark in a mark's place, or in the header or footer of any page, makes the first
    /// worth nothing.
    /// </summary>
    public static MarkVerdict Verify(byte[] file, ClassificationMark expected, Placement placement)
    {
        if (MarkReader.Read(file) is not { Refusal: null } read)
        {
            return new(MarkFault.Unreadable, null);
        }

        var marks = read.Sightings.Where(s => !s.Struck && s.Reading.Confidence == MarkConfidence.High && (s.Reading.Alone || s.BehindTitle)).ToList();
        if (marks.FirstOrDefault(s => s.Spot is MarkSpot.Header or MarkSpot.Footer && s.Reading.Mark != expected) is { } running)
        {
            return new(MarkFault.Unequal, running);
        }

        var inPlace = marks.Where(s => IsInPlace(s, placement)).ToList();
        return inPlace switch
        {
            [] => marks.FirstOrDefault(s => s.Reading.Mark == expected) is { } elsewhere ? new(MarkFault.Misplaced, elsewhere)
                : marks.Count > 0 ? new(MarkFault.Unequal, marks[0])
                : new(MarkFault.Missing, null),
            _ when inPlace.FirstOrDefault(s => s.Reading.Mark != expected || !s.Text.Contains(expected.ToString(), StringComparison.Ordinal)) is { } other => new(MarkFault.Unequal, other),
            _ when inPlace.FirstOrDefault(s => !s.Hidden) is { } shown => new(MarkFault.None, shown),
            _ => new(MarkFault.Hidden, inPlace[0]),
        };
    }

    /// <summary>
    /// Whether the change of a mark shows as it should: the former one struck through, the new one – or 解密 – beside it, and no other left to hold.
    /// </summary>
    [Requirement("R8.6")]
    public static MarkVerdict VerifyChange(byte[] file, ClassificationMark former, ClassificationMark? mark, Placement placement)
    {
        if (MarkReader.Read(file) is not { Refusal: null } read)
        {
            return new(MarkFault.Unreadable, null);
        }

        var struck = read.Sightings.Where(s => s.Struck && !s.Hidden && s.Reading.Mark == former).ToList();
        if (struck.Count == 0)
        {
            return new(MarkFault.Missing, null);
        }

        if (mark is not null)
        {
            return Verify(file, mark, placement);
        }

        var holding = Verify(file, former, placement);
        return holding.Fault != MarkFault.Missing ? new(MarkFault.Unequal, holding.Seen)
            : struck.FirstOrDefault(s => s.Reading.Defects.Contains(MarkDefect.DeclassifiedBeside)) is { } seen ? new(MarkFault.None, seen)
            : new(MarkFault.Missing, struck[0]);
    }

    /// <summary>Where the document bears that mark: in the place given if it stands there, otherwise in another; the one given where it bears none.</summary>
    public static Placement PlaceOf(byte[] file, ClassificationMark mark, Placement likely)
    {
        var marks = MarkReader.Read(file).Sightings.Where(s => s is { Hidden: false, Spot: MarkSpot.Body, Reading.Confidence: MarkConfidence.High } && s.Reading.Mark == mark).ToList();
        return Enum.GetValues<Placement>().Prepend(likely).FirstOrDefault(p => marks.Exists(s => IsInPlace(s, p)), likely);
    }

    private static bool IsInPlace(MarkSighting sighting, Placement placement) => placement switch
    {
        Placement.UpperLeft => sighting is { X: < MostX, Y: < MostY },
        Placement.AfterTitle => sighting.BehindTitle,
        Placement.BelowTitle => sighting.BelowTitle,
        Placement.UpperRight => sighting is { X: >= MostX, Y: < MostY },
        Placement.Foot => sighting is { Y: > 100 - MostY },
    };
}
