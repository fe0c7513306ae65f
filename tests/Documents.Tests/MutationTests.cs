using System.Text;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Documents.Tests;

/// <summary>Damaged files nobody thought of: whatever the bytes, an answer comes back and no exception leaves the readers.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Files = 20, LargestFile = 40_000;
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));

    [Fact(DisplayName = "随意改坏真实文件的字节和结构，读、查、标都给出说得清的答复，从不崩溃")]
    [Requirement("R8.1.1")]
    public void EveryDamagedFileGetsAnAnswer()
    {
        // SHOUMI_SEED repeats a run that failed, SHOUMI_ROUNDS makes a longer one.
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SHOUMI_SEED"), out var given) ? given : Environment.TickCount & 0xFFFF;
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("SHOUMI_ROUNDS"), out var more) ? more : 12;
        var files = Corpus.Files("*", "docx", "gongwen", "zip").Where(f => new FileInfo(f).Length < LargestFile && (f.EndsWith(".docx", StringComparison.Ordinal) || f.EndsWith(".zip", StringComparison.Ordinal))).ToList();
        var random = new Random(seed);
        var answers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in random.GetItems(files.ToArray(), Files))
        {
            var file = File.ReadAllBytes(path);
            for (var round = 0; round < rounds; round++)
            {
                var damaged = round % 3 == 0 ? Bytes(file, random) : Structure(file, random);
                foreach (var operation in Enum.GetValues<DocumentOperation>())
                {
                    var said = Answer(new(operation, Mark, (Placement)random.Next(1, 4), Former: Mark with { Term = Term.Years(30) }), damaged, $"seed {seed}, {Path.GetFileName(path)}, round {round}, {operation}");
                    answers[said] = answers.GetValueOrDefault(said) + 1;
                }
            }
        }

        output.WriteLine($"seed {seed}: {string.Join(", ", answers.Select(a => $"{a.Value} {a.Key}"))}");
        Assert.True(answers.Keys.Count > 3, "The damage was too gross to reach the readers");
    }

    private static string Answer(DocumentRequest request, byte[] file, string which)
    {
        try
        {
            var answer = DocumentWork.Do(request, file);
            var refusal = answer is DocumentAnswer.Refused refused ? refused.Refusal : null;
            Assert.True(refusal is null || DocumentRefusal.Codes.Contains(refusal.Code), which);
            return refusal?.Code ?? answer.GetType().Name;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"{which}: {e.GetType().Name} {e.Message} {e.StackTrace}", e);
        }
    }

    /// <summary>Bytes overwritten, cut off or doubled: mostly the zip itself breaks.</summary>
    private static byte[] Bytes(byte[] file, Random random)
    {
        var damaged = (byte[])file.Clone();
        for (var n = random.Next(1, 8); n > 0; n--)
        {
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        }

        // The directory at the end says where everything is: half of the damage goes there.
        damaged[^random.Next(1, Math.Min(400, damaged.Length))] ^= (byte)(1 << random.Next(8));
        return random.Next(4) == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
    }

    /// <summary>A sound zip whose parts are damaged: the XML is cut, doubled, renamed or mistaken.</summary>
    private static byte[] Structure(byte[] file, Random random)
    {
        try
        {
            var parts = Corpus.Parts(file);
            var xml = parts.Keys.Where(k => k.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || k.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)).ToArray();
            for (var n = random.Next(1, 4); n > 0 && xml.Length > 0; n--)
            {
                var name = xml[random.Next(xml.Length)];
                parts[name] = Text(parts[name], random);
            }

            return MadeDocx.Zip(parts.Select(p => (p.Key, p.Value)));
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or NotSupportedException)
        {
            return Bytes(file, random); // some of the corpus is broken already
        }
    }

    private static byte[] Text(byte[] part, Random random)
    {
        var text = Encoding.UTF8.GetString(part);
        var tags = text.Split('<');
        var (one, other) = (random.Next(tags.Length), random.Next(tags.Length));
        switch (random.Next(6))
        {
            case 0:
                tags[one] = "";
                break;
            case 1:
                tags[one] = tags[one] + "<" + tags[other];
                break;
            case 2:
                (tags[one], tags[other]) = (tags[other], tags[one]);
                break;
            case 3: // another value of the first attribute
                var quote = tags[one].IndexOf('"', StringComparison.Ordinal);
                tags[one] = quote < 0 ? tags[one] : tags[one].Insert(quote + 1, ((string[])["-1", "99999999999", "", "\u0001", "../", "0x", "é"])[random.Next(7)]);
                break;
            case 4: // an element renamed keeps the part well formed
                return Encoding.UTF8.GetBytes(text.Replace("w:p>", "w:tbl>", StringComparison.Ordinal).Replace("w:body", random.Next(2) == 0 ? "w:body" : "w:p", StringComparison.Ordinal));
            default: // whole, but empty
                return Encoding.UTF8.GetBytes(random.Next(2) == 0 ? "<a/>" : "");
        }

        return Encoding.UTF8.GetBytes(string.Join('<', tags));
    }
}
