using System.Text;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access.Door;

/// <summary>Tries one door with everything that is bad, and looks at each answer as the person at the door would.</summary>
public sealed class Trying(Office office, DoorRow row)
{
    private readonly List<string> wrong = [];
    private Field[] fields = [];
    private Visitor visitor = office.Anyone();
    private string path = "";

    public async Task AllAsync()
    {
        var item = await row.Item(office);
        fields = row.Fields(office, item);
        path = row.Route.Replace("{id:int}", $"{item}", StringComparison.Ordinal);
        visitor = row.Who.Length == 0 ? visitor : office.As(row.Who);
        await visitor.TokenAsync();
        var before = Everything.Of(office);
        foreach (var hostile in row.Sent)
        {
            await TryAsync(hostile.Name, f => !f.Shapes, _ => hostile);
        }

        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            // What shapes the form is never tried together with the rest, and so alone with everything.
            foreach (var hostile in Alone(field, i))
            {
                await TryAsync($"{field.Name} {hostile.Name}", f => f == field, _ => hostile);
            }

            await TryAsync($"{field.Name} 未填", f => f == field, _ => null);
        }

        await TryAsync("都未填", f => !f.Shapes, _ => null);
        if (Everything.Of(office) is var after && after != before)
        {
            wrong.Add($"写入了数据：\n{before}\n——\n{after}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(30)));
    }

    // The pages are the same on both databases; on the second one only what a database may take amiss is tried alone as well.
    private IEnumerable<Hostile> Alone(Field field, int i) =>
        office.Kind == DatabaseKind.Postgres ? row.Sent.Where(h => field.Shapes && h.Name is ("空字符" or "语句" or "不是文字的字节"))
        : field.Shapes ? row.Sent
        : [row.Sent[i % row.Sent.Length], row.Sent[(i + 5) % row.Sent.Length]];

    private async Task TryAsync(string what, Func<Field, bool> chosen, Func<Field, Hostile?> sent)
    {
        IReadOnlyList<string> Values(Field f) => !chosen(f) ? f.Valid : sent(f)?.Values ?? [];
        var bad = fields.Where(f => f.IsBad(Values(f)) && (f.Required || f.Takes != Takes.File)).Select(f => f.Name).ToHashSet();
        bad.UnionWith(fields.Where(f => bad.Contains(f.Name) && f.Drags is not null || f.Drags is not null && Values(f).Count == 0).Select(f => f.Drags!));
        bad.UnionWith(Repeated(Values));
        bad.UnionWith(WithName(Values));
        bad.ExceptWith(fields.Where(f => f.After is { } first && bad.Contains(first) && Values(f).Count == 0).Select(f => f.Name).ToList());
        // Whether a good form is taken is for other tests: it would change what is tried next.
        if (bad.Count == 0)
        {
            return;
        }

        var answer = await SendAsync(fields.SelectMany(f => !chosen(f) ? f.Valid.Select(v => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(v)}") : sent(f)?.Encoded(f.Name) ?? []));
        var page = new Page(answer.Body);
        void Say(string complaint) => wrong.Add($"{row.Key} [{what}]: {complaint}");
        if (answer.Status != 400 || !page.Named.SetEquals(bad))
        {
            Say($"{answer.Status}，应指明 {string.Join('、', bad.Order())}，实为 {string.Join('、', page.Named.Order())}{(answer.Status is 400 or 302 ? "" : Cases.Told(answer))}");
        }

        var alone = fields.Count(chosen) == 1;
        foreach (var field in fields.Where(f => bad.Contains(f.Name)))
        {
            // A bad choice of what shapes the form may take other fields away with it, its own place never.
            if (!row.InAddress && !field.Hidden && !page.SaysAt(field.Name, field.Takes == Takes.Many || field.Shapes))
            {
                Say($"{field.Name} 处没有提示");
            }
        }

        foreach (var field in fields.Where(f => f.Keeps && !row.InAddress && Values(f) is [_] && (!chosen(f) || sent(f)?.CanBeShown == true)))
        {
            if (page.Value(field.Name) != Values(field)[0] && (page.Has(field.Name) || !(alone && fields.Single(chosen).Shapes)))
            {
                Say($"{field.Name} 应仍为“{Short(Values(field)[0])}”，实为“{Short(page.Value(field.Name) ?? "没有此栏")}”");
            }
        }

        if (answer.Body.Contains("<script>alert", StringComparison.Ordinal) || answer.Body.Contains("<b>乙", StringComparison.Ordinal))
        {
            Say("所填内容未按文字显示");
        }

        if (fields.Where(f => f.Takes is Takes.Secret or Takes.NewSecret).Any(f => page.Value(f.Name) is { Length: > 0 }) || answer.Body.Contains(Staff.Password, StringComparison.Ordinal))
        {
            Say("口令出现在页面上");
        }
    }

    /// <summary>Two of the three administrators with one number: said at the later one.</summary>
    private IEnumerable<string> Repeated(Func<Field, IReadOnlyList<string>> values) => fields
        .Where(f => f.Name.EndsWith(".number", StringComparison.Ordinal) && values(f) is [_] one && !f.IsBad(one))
        .GroupBy(f => values(f)[0].Trim()).SelectMany(g => g.Skip(1)).Select(f => f.Name);

    /// <summary>A password that holds the name typed beside it: said at the password.</summary>
    private IEnumerable<string> WithName(Func<Field, IReadOnlyList<string>> values) => fields
        .Where(f => f.Takes is Takes.NewSecret && values(f) is [var secret]
            && fields.SingleOrDefault(n => n.Name == f.Name.Replace(".password", ".name", StringComparison.Ordinal) && n != f) is { } beside
            && values(beside) is [{ Length: > 0 } name] && !beside.IsBad(values(beside)) && secret.Contains(name, StringComparison.OrdinalIgnoreCase))
        .Select(f => f.Name);

    private async Task<Answer> SendAsync(IEnumerable<string> encoded)
    {
        var token = $"{Visitor.TokenField}={Uri.EscapeDataString(await visitor.TokenAsync())}";
        var (to, body) = row.InAddress ? ($"{path}?{string.Join('&', encoded)}", token) : (path, string.Join('&', encoded.Append(token)));
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        return await visitor.SendAsync(to, content);
    }

    private static string Short(string text) => text.Length > 40 ? $"{text[..40]}…" : text;
}
