using Shoumi.Rules.Policy;
using Xunit;

namespace Shoumi.Rules.Tests;

/// <summary>The packs that the product is delivered with, read from the repository.</summary>
internal static class ShippedPack
{
    public const string BaseName = "minzheng.yaml";
    public const string OverlayName = "national-2024.yaml";

    public static readonly string BaseYaml = File.ReadAllText(Path.Combine(Root, "policies", BaseName));
    public static readonly string OverlayYaml = File.ReadAllText(Path.Combine(Root, "policies", OverlayName));
    public static readonly PolicyReading Reading = PolicyReader.Read(BaseYaml, BaseName, [(OverlayName, OverlayYaml)]);

    public static PolicyPack Pack => Reading.Pack ?? throw new InvalidOperationException(string.Join('\n', Reading.Errors));

    /// <summary>The repository's root: the folder of the solution.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Shoumi.slnx")))
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository");
            }

            return folder.FullName;
        }
    }

    /// <summary>Every sentence that a refusal shows, in both languages, with its values filled in.</summary>
    public static IEnumerable<string> Sentences(Refusal refusal)
    {
        var reason = Pack.Reason(refusal.Code);
        return from wording in (Wording[])[reason.Text, reason.Remedy, reason.Who, reason.Rule]
               from english in (bool[])[false, true]
               select wording.With(refusal.Arguments).In(english);
    }

    /// <summary>Asserts that exactly these codes refuse, and that all they show a person is complete.</summary>
    public static void AssertRefused(Ruling ruling, params string[] codes)
    {
        Assert.Equal(codes.Order(), ruling.Reasons.Select(r => r.Code).Order());
        Assert.All(ruling.Reasons.SelectMany(Sentences), AssertReadable);
        Assert.All(ruling.Reasons, r => Assert.NotEqual("", r.Requirement));
    }

    public static void AssertReadable(string sentence)
    {
        Assert.NotEqual("", sentence.Trim());
        Assert.DoesNotContain(sentence, c => "{}[]…".Contains(c));
    }
}
