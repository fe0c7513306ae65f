namespace Shoumi.Cli.Verify;

/// <summary>Which of the heads given say something about an export, and what is wrong with the others.</summary>
internal sealed class Evidence(LedgerFile file, IReadOnlyList<byte[]> keys)
{
    private readonly List<Finding> wrong = [];

    public IReadOnlyList<Finding> Wrong => wrong;

    /// <summary>
    /// Whether to compare it. One signed with a key that is not among the keys is compared all the same: whoever replaces the key must not
    /// be rid of the heads by it.
    /// </summary>
    public bool Counts(Head head)
    {
        if (head.Instance != file.Instance)
        {
            wrong.Add(new(0, 0, new($"封签 {head.Name} 属于另一单位的台账（{Scan.Cut(head.Instance)}）", $"head {head.Name} belongs to the ledger of another bureau ({Scan.Cut(head.Instance)})")));
            return false;
        }

        if (head.Profile != file.Profile)
        {
            wrong.Add(new(0, 0, new($"封签 {head.Name} 的签名算法 {head.Profile.SignatureName} 与台账的散列算法 {file.Profile.HashName} 不是一套", $"head {head.Name} is signed by {head.Profile.SignatureName}, which does not go with {file.Profile.HashName} of the ledger")));
            return false;
        }

        if (head.Unsigned(keys) is { } why)
        {
            wrong.Add(new(0, 0, why));
            return !head.IsOf(keys);
        }

        return true;
    }

    /// <summary>Two heads of one size and different roots: one ledger was shown to one reader, another to another.</summary>
    public static IEnumerable<Finding> Forks(IEnumerable<Head> heads) =>
        from same in heads.GroupBy(h => h.Size)
        where same.Select(h => Convert.ToHexString(h.Root)).Distinct().Count() > 1
        let names = string.Join(' ', same.Select(h => h.Name).Take(5))
        select new Finding(1, same.Key, new Said($"同为 {same.Key} 行的封签（{names}）根不相同：出示过两套历史", $"heads of the same {same.Key} lines ({names}) have different roots: two histories were shown"));
}
