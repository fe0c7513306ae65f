using System.Security.Cryptography;
using Shoumi.Rules;
using Shoumi.Server.Storage.Proofs;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Audit;

/// <summary>The hash tree against RFC 6962: its well-known vectors, and its definition in words.</summary>
public sealed class MerkleTests
{
    private static readonly string[] Lines = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact(DisplayName = "审计台账的根与 RFC 6962 的样例逐行相同；一行没有时是空串的摘要")]
    [Requirement("RN1.4")]
    public void Roots_are_those_of_the_vectors()
    {
        var edge = new Frontier();
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(edge.Root()));
        foreach (var (line, root) in Lines.Zip(Roots))
        {
            edge.Add(Merkle.Leaf(Convert.FromHexString(line)));
            Assert.Equal(root, Convert.ToHexStringLower(edge.Root()));
            Assert.Equal(root, Convert.ToHexStringLower(new Frontier(edge.Size, edge.Store()).Root()));
        }
    }

    [Theory(DisplayName = "包含证明与 RFC 6962 的样例相同")]
    [Requirement("RN1.4")]
    [InlineData(0, 1, "")]
    [InlineData(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    public void Inclusion(int index, int size, string path) =>
        Assert.Equal(path, string.Join(' ', Merkle.Inclusion(index, size, Node).Select(Convert.ToHexStringLower)));

    [Theory(DisplayName = "一致性证明与 RFC 6962 的样例相同")]
    [Requirement("RN1.4")]
    [InlineData(1, 1, "")]
    [InlineData(1, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(6, 8, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 5, "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void Consistency(int first, int second, string path) =>
        Assert.Equal(path, string.Join(' ', Merkle.Consistency(first, second, Node).Select(Convert.ToHexStringLower)));

    /// <summary>A complete subtree of the vectors' eight lines, by the definition.</summary>
    private static byte[] Node(long from, long size) =>
        Chain.Root([.. Lines.Skip((int)from).Take((int)size).Select(l => SHA256.HashData([0, .. Convert.FromHexString(l)]))]);
}
