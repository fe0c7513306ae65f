namespace Shoumi.Rules;

/// <summary>知悉范围, the scope of knowledge: who may know that an item exists. Clearance and scope are both needed.</summary>
public static class AccessScope
{
    /// <summary>
    /// Whether somebody with this clearance and these principals may know an item of this level granted to these principals.
    /// The same predicate stands in SQL behind every list, count, search and export; outside it the item does not exist.
    /// </summary>
    /// <param name="level">Level of the item; null for one that is no state secret.</param>
    /// <param name="grants">Principals the item is granted to.</param>
    /// <param name="cleared">Highest level the person may know.</param>
    /// <param name="principals">What the person is today; sorted ascending.</param>
    [Requirement("R7.1.6", "R11.6")]
    public static bool MayKnow(Level? level, ReadOnlySpan<long> grants, Level? cleared, ReadOnlySpan<long> principals)
    {
        if ((int?)level > ((int?)cleared ?? 0))
        {
            return false;
        }

        foreach (var grant in grants)
        {
            if (principals.BinarySearch(grant) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
