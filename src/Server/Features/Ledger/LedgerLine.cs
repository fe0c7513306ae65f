using Microsoft.AspNetCore.Components;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>One line of the list, under the heads of <see cref="LedgerTable"/>.</summary>
public static class LedgerLine
{
    public static MarkupString Drawn(Language l, LedgerRow row, DateOnly today)
    {
        var (icon, look) = row.State.Look();
        var (inForce, cited) = (row.State == EntryState.InForce, row.Basis is { } basis ? l.Cite(basis) : null);
        MarkupString? imported = row.Imported ? Drawing.Of($"<span class=\"badge\">{l.T("导入", "imported")}</span>") : null;
        MarkupString? left = inForce ? TermLeft.Drawn(l, row.StartsOn, row.FreeFrom, today) : null;
        return Drawing.Of($"""
            <tr{(row.Known ? Drawing.Of($" data-href=\"/ledger/{row.Id}\"") : null)}>
            <td class="id">{(row.Known ? Drawing.Of($"<a href=\"/ledger/{row.Id}\">{row.Number}</a>") : Drawing.Of($"{row.Number}"))}{imported}</td>
            <td class="keep">{LevelBadge.Drawn(l, row.Level, row.Term, !inForce)}</td>
            <td class="clip">{DocumentTitle.Drawn(l, row.Title, row.Known)}</td>
            <td class="cited faint"{(cited is null ? null : Drawing.Of($" title=\"{cited}\""))}>{cited}</td>
            <td class="keep">{row.Unit}</td>
            <td class="keep">{row.Drafter}</td>
            <td class="keep">{row.Authority}</td>
            <td class="keep">{row.StartsOn}</td>
            <td class="keep">{(row.FreeFrom is null ? l.T("长期", "Indefinite") : "")}{row.FreeFrom}</td>
            <td>{left}</td>
            <td class="num">{row.People}</td>
            <td class="num">{row.Copies}</td>
            <td><span class="state {look}">{Icon.Drawn(icon)}{l.Say(row.State)}</span></td>
            </tr>

            """);
    }
}
