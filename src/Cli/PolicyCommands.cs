using System.CommandLine;
using Shoumi.Rules.Policy;

namespace Shoumi.Cli;

/// <summary><c>shoumi policy check FILE [OVERLAY…]</c>: says whether a policy pack can be used and, if not, every reason with its line.</summary>
internal static class PolicyCommands
{
    private const int Done = 0;
    private const int Refused = 2;

    /// <summary>Adds the commands about policy packs.</summary>
    public static void AddTo(RootCommand root)
    {
        var pack = new Argument<FileInfo>("FILE") { Description = "条例包 / the pack, such as policies/minzheng.yaml" };
        var overlays = new Argument<FileInfo[]>("OVERLAY")
        {
            Description = "叠加包 / packs that extend it, such as policies/national-2024.yaml",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var check = new Command("check", "检查条例包，逐条指出问题所在的行 / check a policy pack and name every fault with its line") { pack, overlays };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(pack), parsed.GetValue(overlays) ?? [], Console.Out, Console.Error));
        root.Subcommands.Add(new Command("policy", "条例包 / policy packs") { check });
    }

    /// <summary>The pack that lies beside the tool; an office that has changed its own puts it there.</summary>
    public static PolicyPack? Shipped(out string trouble)
    {
        var file = new FileInfo(Path.Combine(AppContext.BaseDirectory, "policies", "minzheng.yaml"));
        try
        {
            var reading = PolicyReader.Read(Text(file), file.Name, []);
            trouble = string.Join('\n', reading.Errors);
            return reading.Pack;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            trouble = e.Message;
            return null;
        }
    }

    private static int Check(FileInfo pack, FileInfo[] overlays, TextWriter output, TextWriter problems)
    {
        try
        {
            var reading = PolicyReader.Read(Text(pack), pack.ToString(), [.. overlays.Select(o => (o.ToString(), Text(o)))]);
            foreach (var error in reading.Errors)
            {
                problems.WriteLine(error);
            }

            if (reading.Pack is not { } good)
            {
                return Refused;
            }

            output.WriteLine(
                $"{good.Id} {good.Version:yyyy-MM-dd}: {good.Title.Zh}, {good.Scopes.Length}类范围 groups, {good.Rows.Length}项事项 rows, "
                + $"{good.Conditions.Count}个条件 conditions, {good.Reasons.Count}条理由 reasons, {good.Hints.Length}条现行法提示 hints");
            return Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.WriteLine($"读不到文件 / cannot read the file: {e.Message}");
            return Refused;
        }
    }

    // One character beyond what the reader accepts is enough to have it refused; a file of any size must not fill the memory first.
    private static string Text(FileInfo file)
    {
        using var reader = file.OpenText();
        var buffer = new char[1_000_001];
        return new string(buffer, 0, reader.ReadBlock(buffer));
    }
}
