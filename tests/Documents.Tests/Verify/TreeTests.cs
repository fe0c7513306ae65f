using Shoumi.Cli.Verify;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests.Verify;

/// <summary>The tree and its proofs against the vectors that every implementation of RFC 6962 is checked with.</summary>
public sealed class TreeTests
{
    private static readonly byte[][] Leaves = [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(Convert.FromHexString)];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact(DisplayName = "台账的树：八片叶的已知向量，零行到八行的根")]
    [Requirement("RN1.4")]
    public void Roots_are_the_known_ones()
    {
        var tree = new Tree(Profile.A);
        Assert.Equal(Roots[0], Hex(tree.Root()));
        for (var i = 0; i < Leaves.Length; i++)
        {
            tree.Add(Tree.Leaf(Profile.A, Leaves[i]));
            Assert.Equal(Roots[i + 1], Hex(tree.Root()));
        }
    }

    [Theory(DisplayName = "某行在树中的证明：已知向量成立，改动任何一处即不成立")]
    [InlineData(1, 1, "")]
    [InlineData(1, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(6, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(3, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(2, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    [Requirement("RN1.4")]
    public void Inclusion(int line, int size, string path)
    {
        var hashes = Hashes(path);
        var (leaf, root) = (Tree.Leaf(Profile.A, Leaves[line - 1]), Convert.FromHexString(Roots[size]));
        Assert.True(Paths.Includes(Profile.A, leaf, (line - 1, size), hashes, root));
        Assert.False(Paths.Includes(Profile.A, leaf, (line, size), hashes, root));
        Assert.False(Paths.Includes(Profile.A, leaf, (line - 1 ^ 1, size), hashes, root));
        Assert.False(Paths.Includes(Profile.A, leaf, (-1, size), hashes, root));
        Assert.False(Paths.Includes(Profile.A, leaf, (line - 1, 2 * size), hashes, root));
        Assert.False(Paths.Includes(Profile.A, root, (line - 1, size), hashes, leaf) && size > 1);
        Assert.False(Paths.Includes(Profile.A, leaf, (line - 1, size), [.. hashes, root], root));
        Assert.All(Broken(hashes), broken => Assert.False(Paths.Includes(Profile.A, leaf, (line - 1, size), broken, root)));
    }

    [Theory(DisplayName = "后来的树由先前的续写而成的证明：已知向量成立，改动任何一处即不成立")]
    [InlineData(1, 1, "")]
    [InlineData(1, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(6, 8, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 5, "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    [Requirement("RN1.4")]
    public void Consistency(int first, int second, string path)
    {
        var hashes = Hashes(path);
        var (older, newer) = ((first, Convert.FromHexString(Roots[first])), (second, Convert.FromHexString(Roots[second])));
        Assert.True(Paths.Extends(Profile.A, older, newer, hashes));
        Assert.False(Paths.Extends(Profile.A, newer, older, hashes) && first != second);
        Assert.False(Paths.Extends(Profile.A, (first, newer.Item2), newer, hashes) && first != second);
        Assert.False(Paths.Extends(Profile.A, older, (second, older.Item2), hashes) && first != second);
        Assert.False(Paths.Extends(Profile.A, older, newer, [.. hashes, older.Item2]));
        Assert.All(Broken(hashes), broken => Assert.False(Paths.Extends(Profile.A, older, newer, broken)));
    }

    [Fact(DisplayName = "各种大小的树上，每一行、每一段的证明都成立，验证方与书写方各算各的")]
    [Requirement("RN1.4")]
    public void Every_proof_of_every_small_tree()
    {
        foreach (var key in new[] { new MadeKey(), new MadeKey(profileB: true) })
        {
            var (ledger, profile) = (MadeLedger.Of(19, new Random(7), key), key.ProfileB ? Profile.B : Profile.A);
            for (var size = 0; size <= 19; size++)
            {
                var root = ledger.Root(0, size);
                for (var line = 0; line < size; line++)
                {
                    Assert.True(Paths.Includes(profile, Tree.Leaf(profile, ledger.Lines[line]), (line, size), ledger.Path(line, 0, size), root));
                }

                for (var first = 0; first <= size; first++)
                {
                    Assert.True(Paths.Extends(profile, (first, ledger.Root(0, first)), (size, root), first == 0 ? [] : ledger.Consistency(first, 0, size)));
                }
            }
        }
    }

    private static IEnumerable<byte[][]> Broken(byte[][] path) => path.SelectMany((hash, i) => new byte[][][]
    {
        [.. path[..i], .. path[(i + 1)..]],
        [.. path[..i], hash[..31], .. path[(i + 1)..]],
        [.. path[..i], [(byte)(hash[0] ^ 1), .. hash[1..]], .. path[(i + 1)..]],
    });

    private static byte[][] Hashes(string path) => [.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromHexString)];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
