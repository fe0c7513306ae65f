using System.Collections.Immutable;
using CsCheck;
using Shoumi.Documents.Printing;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests.Printing;

public class PaginationTests
{
    private const float First = 300f;
    private const float Next = 400f;

    private static SetLine Line(int id) => new([new Letter(id.ToString("D4", System.Globalization.CultureInfo.InvariantCulture), default, 10f)], 10f, Side.Left);

    private static Slice Box(int lines, int foot, ref int id)
    {
        var first = id;
        id += lines + foot;
        return new([new Cell(100f, [.. Enumerable.Range(first, lines).Select(Line)], [.. Enumerable.Range(first + lines, foot).Select(Line)], false)], 25f);
    }

    private static IEnumerable<string> Texts(IEnumerable<Slice> slices) =>
        slices.SelectMany(slice => slice.Cells).SelectMany(cell => cell.Lines.Concat(cell.Foot)).SelectMany(line => line.Letters).Select(letter => letter.Text);

    [Fact(DisplayName = "分页：每行印一次且次序不变，任何一页都不超出版心，能放下的格不跨页，续格有续字")]
    [Requirement("R7.1.3")]
    public void Pages_hold_everything_once_and_overflow_nowhere() =>
        Gen.Select(Gen.Int[0, 90], Gen.Int[0, 2]).Array[1, 6].Array[1, 12].Sample(shape =>
        {
            var id = 0;
            var bands = shape.Select(band => new Band(["栏"], [.. band.Select(box => Box(box.Item1, box.Item2, ref id))])).ToList();
            var pages = Pagination.Pages(bands, First, Next);

            var slices = pages.SelectMany(page => page).SelectMany(band => band.Slices).ToList();
            Assert.Equal(Enumerable.Range(0, id).Select(n => $"{n:D4}"), Texts(slices));
            for (var i = 0; i < pages.Count; i++)
            {
                var room = i == 0 ? First : Next;
                Assert.True(pages[i].Sum(band => band.Height) <= room + 0.01f, $"page {i + 1}");
            }

            Assert.All(bands.SelectMany(band => band.Slices).Where(slice => slice.Height <= First), slice => Assert.Contains(slice, slices));
            Assert.Equal(bands.Count, pages.SelectMany(page => page).Count(band => !band.Continued));
        });
}
