using System.CommandLine;

namespace Shoumi.Cli;

/// <summary>The language of what the tool prints: <c>--lang</c>, otherwise English where LANG says so, otherwise Chinese.</summary>
internal sealed class Language
{
    private const string Flag = "--lang";

    private Language(bool english)
    {
        English = english;
        Option = new Option<string>(Flag) { Description = T("语言：zh 或 en", "Language: zh or en"), Recursive = true };
        Option.AcceptOnlyFromAmong("zh", "en");
    }

    /// <summary>Whether it is English.</summary>
    public bool English { get; }

    /// <summary>The option itself, so that the parser knows and explains it.</summary>
    public Option<string> Option { get; }

    /// <summary>Looked up before parsing, because the help is written in it too.</summary>
    public static Language Of(string[] args)
    {
        var at = Array.IndexOf(args, Flag);
        var asked = at >= 0 && at + 1 < args.Length ? args[at + 1] : args.FirstOrDefault(a => a.StartsWith(Flag + "=", StringComparison.Ordinal))?[(Flag.Length + 1)..];
        return new((asked ?? Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("en", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The text in that language.</summary>
    public string T(string zh, string en) => English ? en : zh;
}

/// <summary>How the tool ends. A command line that cannot be understood is refused like any other.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What was to be verified does not hold.</summary>
    public const int Wrong = 1;

    public const int Refused = 2;
}
