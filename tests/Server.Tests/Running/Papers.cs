namespace Shoumi.Server.Tests.Running;

/// <summary>Real documents from the corpus that nobody of this project wrote.</summary>
public static class Papers
{
    /// <summary>An official document as real offices make them.</summary>
    public static byte[] Official => File.ReadAllBytes(Path.Combine(Root, "gongwen", "mrered__out.docx"));

    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Shoumi.slnx")))
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root");
            }

            var corpus = Path.Combine(Environment.GetEnvironmentVariable("SHOUMI_SHARED") ?? Path.Combine(folder.FullName, "..", "shared"), "corpus");
            return Directory.Exists(corpus) ? corpus : throw new DirectoryNotFoundException($"{corpus}: the corpus of real documents; SHOUMI_SHARED names its folder");
        }
    }
}
