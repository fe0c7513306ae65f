using System.Text.RegularExpressions;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents.Pdf;

/// <summary>
/// Finds where a mark can stand on the first page without covering anything: no letter, no picture, no line, no form field. Lengths in the
/// page's units.
/// </summary>
[Requirement("R8.1.1", "R8.2.1")]
internal sealed partial class FreeRoom
{
    // In points: room kept around the mark, the edge that printers leave white, the steps of the search.
    private const double Margin = 3, Edge = 14, Step = 4, TwipsPerPoint = 20;

    // Parts of the page within which the mark must start, well inside what the regulation's upper left allows.
    private const double MostRight = 0.45, MostDown = 0.175, WidestMargin = 0.25;

    // How the search weighs what it does not like, against one point of distance.
    private const double Sideways = 1.5, BelowText = 10_000;

    private readonly PdfFirstPage _page;
    private readonly PageSurvey _survey;
    private readonly MarkingPolicy _policy;
    private readonly double _unit, _width, _size;

    /// <param name="width">Width of the mark.</param>
    public FreeRoom(PdfFirstPage page, PageSurvey survey, MarkingPolicy policy, double width)
    {
        (_page, _survey, _policy, _width, _unit) = (page, survey, policy, width, 1 / page.Unit);
        _size = policy.HalfPoints / 2.0 * _unit;
        Taken = [.. survey.Letters, .. survey.Drawn, .. page.Annotations];
    }

    private List<Area> Taken { get; }

    /// <summary>The room for a mark.</summary>
    /// <exception cref="DocumentRefusedException"><c>DOC.PLACE</c></exception>
    public Area Find(Placement placement) => placement switch
    {
        Placement.UpperLeft => AtUpperLeft(),
        Placement.AfterTitle => AfterTitle(),
        Placement.BelowTitle => BelowTitle(),
        Placement.UpperRight => Nearest(Placement.UpperRight, new(_page.Width * MarkCheck.MostX / 100, _page.Width - _width, _page.Width - UsualLeft() - _width), ToUpper())
            ?? throw new DocumentRefusedException("DOC.PLACE", "右上角没有空处 no room at the upper right"),
        Placement.Foot => Nearest(Placement.Foot, new(Edge * _unit, _page.Width - _width, UsualLeft()), ToFoot())
            ?? throw new DocumentRefusedException("DOC.PLACE", "首页下方没有空处 no room at the foot"),
    };

    /// <summary>Beside a mark that was struck, or directly below it.</summary>
    public Area Beside(ReadLine struck, Placement placement)
    {
        var right = Around(struck.Right + _size, struck.BaseLine);
        var below = Around(struck.Left, struck.BaseLine + (_policy.LineHeight / TwipsPerPoint * _unit));
        Area[] places = placement == Placement.AfterTitle ? [right] : [right, below];
        return places.Where(p => IsFree(p, alone: false) && IsAt(placement, p)).Cast<Area?>().FirstOrDefault()
            ?? throw new DocumentRefusedException("DOC.PLACE", "原标志旁没有空处 no room beside the former mark");
    }

    private Area AtUpperLeft()
    {
        if (CopyNumber() is { } number)
        {
            var below = Around(number.Left, number.BaseLine + (_policy.LineHeight / TwipsPerPoint * _unit));
            if (IsFree(below) && IsAt(Placement.UpperLeft, below))
            {
                return below;
            }
        }

        return Nearest(Placement.UpperLeft, new(Edge * _unit, _page.Width * MostRight, UsualLeft()), ToUpper()) ?? throw new DocumentRefusedException("DOC.PLACE", _survey.Letters.Length == 0 && _survey.Drawn.Length > 0
            ? "左上角为图像 a picture at the upper left"
            : "左上角没有空处 no room at the upper left");
    }

    private Area AfterTitle()
    {
        var title = Title();
        // In letters of about the same size, the mark would be read as the title's last word.
        var gap = Math.Max(title.Size, _size) > Math.Min(title.Size, _size) * ReadLine.OtherSize ? Math.Max(title.Size, _size) : _size * (ReadLine.AnotherLine + 0.1);
        var room = Around(title.Right + gap, title.BaseLine);
        return IsFree(room, alone: false) ? room : throw new DocumentRefusedException("DOC.PLACE", "标题之后没有空处 no room behind the title");
    }

    /// <summary>Set as the title is: in the middle where that stands in the middle.</summary>
    private Area BelowTitle()
    {
        var title = Title();
        var (middle, first) = ((title.Left + title.Right - _width) / 2, title.BaseLine + _size + (Margin * 2 * _unit));
        var centred = Math.Abs(title.Left + title.Right - _page.Width) < _page.Width / 10;
        double[] lefts = centred ? [middle, title.Left] : [title.Left, middle];
        for (var down = 0.0; down <= _size; down += Step * _unit / 2)
        {
            foreach (var left in lefts)
            {
                var room = Around(left, first + down);
                if (IsFree(room))
                {
                    return room;
                }
            }
        }

        throw new DocumentRefusedException("DOC.PLACE", "标题下方没有空处 no room below the title");
    }

    private ReadLine Title() => PdfMarkReader.Title(_survey.Lines) ?? throw new DocumentRefusedException("DOC.PLACE", "没有标题 no title");

    private ReadLine? CopyNumber() => _survey.Lines.FirstOrDefault(l => l is { Upright: true, Hidden: false } && l.Left < _page.Width * MostRight && l.BaseLine < _page.Height * MostDown
        && CopyNumberLine().Match(l.Text) is { Success: true } m && m.Groups["n"].Length == _policy.CopyNumberDigits);

    /// <summary>The free room nearest to where the mark would usually stand; null where there is none.</summary>
    private Area? Nearest(Placement placement, Reach across, Reach down)
    {
        var tops = Steps(down).ToList();
        return Steps(across).SelectMany(_ => tops, (x, y) => new Area(x, y, x + _width, y + _size))
            .Select(c => (Room: c, Cost: (Math.Abs(c.Left - across.Usual) * Sideways) + Math.Abs(c.Top - down.Usual) + (IsBelowText(c) ? BelowText / _page.Unit : 0)))
            .OrderBy(c => c.Cost).Select(c => (Area?)c.Room).FirstOrDefault(c => IsFree(c!.Value) && IsAt(placement, c.Value));
    }

    private Reach ToUpper() => new(Edge * _unit, _page.Height * MostDown, UsualTop());

    /// <summary>Below the text where that ends high enough.</summary>
    private Reach ToFoot()
    {
        var (from, to) = (_page.Height * (100 - MarkCheck.MostY) / 100, _page.Height - (Edge * _unit) - _size);
        return new(from, to, Math.Clamp(_survey.Letters.Select(l => l.Bottom).Append(0).Max() + _size, from + _size, Math.Max(to, from + _size)));
    }

    /// <summary>From where to where is searched, and where the mark would usually stand.</summary>
    private readonly record struct Reach(double From, double To, double Usual);

    private IEnumerable<double> Steps(Reach reach)
    {
        var (from, to, usual) = reach;
        for (var at = usual; at >= from; at -= Step * _unit)
        {
            yield return at;
        }

        for (var at = usual + (Step * _unit); at <= to; at += Step * _unit)
        {
            yield return at;
        }
    }

    /// <summary>Flush with the text where its left edge can be told, otherwise with the type area of the policy.</summary>
    private double UsualLeft()
    {
        var lefts = _survey.Lines.Where(l => l is { Upright: true, Hidden: false } && l.Text.Length > 1 && l.Left > Edge * _unit).Select(l => l.Left).ToList();
        var left = lefts.Count > 0 ? lefts.Min() : _policy.LeftMargin / TwipsPerPoint * _unit;
        return left < _page.Width * WidestMargin ? left : Math.Min(_policy.LeftMargin / TwipsPerPoint * _unit, _page.Width * WidestMargin / 2);
    }

    /// <summary>The first line of the policy's type area; above the text where that starts higher.</summary>
    private double UsualTop()
    {
        var text = _survey.Letters.Select(l => l.Top).Append(_page.Height).Min();
        return Math.Max(Math.Min(_policy.TopMargin / TwipsPerPoint * _unit, Math.Min(_page.Height * MostDown, text - _size - (2 * Margin * _unit))), Edge * _unit);
    }

    // Half a size short of the edge of what counts: readers differ in where they say that a letter starts.
    private bool IsAt(Placement placement, Area room)
    {
        var (middle, high, low, half) = (_page.Width * MarkCheck.MostX / 100, _page.Height * MarkCheck.MostY / 100, _page.Height * (100 - MarkCheck.MostY) / 100, _size / 2);
        return placement switch
        {
            Placement.UpperLeft => room.Left < middle - half && room.Top < high - half,
            Placement.UpperRight => room.Left > middle + half && room.Top < high - half,
            Placement.Foot => room.Top > low + half,
            Placement.AfterTitle or Placement.BelowTitle => true,
        };
    }

    private bool IsBelowText(Area room) => _survey.Letters.Any(l => l.Bottom < room.Bottom && l.Left < room.Right);

    private Area Around(double left, double baseLine) => new(left, baseLine - (_size * Ascent), left + _width, baseLine + (_size * (1 - Ascent)));

    /// <summary>How much of a letter's height stands above its base line.</summary>
    public const double Ascent = 0.88;

    private bool IsFree(Area room, bool alone = true)
    {
        var (wider, edge) = (room.Wider(Margin * _unit), Edge * _unit);

        // Closer on the line, the mark and its neighbour would be read as one text.
        var line = alone ? wider with { Left = room.Left - (_size * (ReadLine.AnotherLine + 0.1)), Right = room.Right + (_size * (ReadLine.AnotherLine + 0.1)) } : wider;
        return room.Left >= edge && room.Top >= edge && room.Right <= _page.Width - edge && room.Bottom <= _page.Height - edge && !Taken.Exists(wider.Overlaps) && !_survey.Letters.Any(line.Overlaps);
    }

    [GeneratedRegex(@"^\s*(份号|编号|№|No\.?)?[\s:：]*(?<n>\d+)\s*$")]
    private static partial Regex CopyNumberLine();
}
