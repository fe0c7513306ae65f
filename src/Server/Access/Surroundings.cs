using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Frame;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Access;

/// <summary>Fills the frame around a page: who is here, what may be done, what waits.</summary>
public sealed class Surroundings(IHttpContextAccessor contexts, FrameModel frame, Presence presence, Installation installation, Calendar calendar, PolicyPack pack, Language l, CountMemory<WaitingCount> waits)
{
    public async Task FillAsync()
    {
        var http = contexts.HttpContext!;
        frame.PackVersion = $"{pack.Version:yyyy-MM-dd}";
        frame.Now = calendar.Now;
        frame.Path = http.Request.Method == HttpMethods.Get ? http.Request.Path + http.Request.QueryString : "/";
        frame.Flash = Flash.Take(http);
        if (installation.Bureau is { } bureau)
        {
            (frame.BureauName, frame.IsDemonstration, frame.Ceiling) = (bureau.Name, bureau.IsDemonstration, bureau.Ceiling);
        }

        if (!presence.IsSignedIn)
        {
            return;
        }

        frame.Viewer = new Viewer(presence.Person!.Name, Posts(), !presence.Account!.MustChangePassword && Authority.Judge(Act.ViewTokens, presence.Actor.Posts).IsPermitted);
        if (!presence.Account!.MustChangePassword)
        {
            frame.Nav = await NavAsync(http);
            frame.SearchPath = presence.Actor.Administers is null ? "/ledger" : null;
        }
    }

    private string Posts()
    {
        var held = presence.Actor.Holdings.Select(h => l.Say(h.Post) + (h.AsDeputy ? l.T("（代）", " (deputy)") : "")).Distinct().Take(2).ToList();
        var post = presence.Actor.Administers is { } administers ? l.Say(administers) : held.Count > 0 ? string.Join(l.T("、", ", "), held) : l.Say(Post.ActionOfficer);
        return $"{presence.Unit!.Name} · {post}";
    }

    private async Task<IReadOnlyList<NavGroup>> NavAsync(HttpContext http)
    {
        NavItem Item(string href, string icon, string zh, string en, int? count = null) =>
            new(href, icon, l.T(zh, en), count is > 0 ? count : null, href == "/" ? http.Request.Path == "/" : http.Request.Path.StartsWithSegments(href));

        bool May(Act act) => Authority.Judge(act, presence.Actor.Posts).IsPermitted;
        var waiting = May(Act.ViewCases) ? await Waiting.CountAsync(Reply.Desk(http), waits) : 0;
        var groups = new List<NavGroup> { new(null, [Item("/", "home", "工作台", "Workbench", waiting)]) };
        if (May(Act.ViewCases))
        {
            groups.Add(new(l.T("定密", "Classification"),
            [
                Item("/cases", "rubber-stamp", "定密办理", "Cases"),
                Item("/ledger", "book-2", "定密台账", "Ledger"),
                Item("/terms", "hourglass", "期限与解密", "Terms, expiry"),
                Item("/statistics", "chart-bars", "定密统计", "Statistics"),
                Item("/changes", "refresh", "变更与通知", "Changes, notices"),
            ]));
        }

        groups.Add(new(l.T("人员", "People"), [Item("/organisation", "sitemap", "组织与责任", "Organisation")]));
        groups.Add(new(l.T("制度", "Rules"), [Item("/regulation", "section-sign", "条例与目录", "Regulation")]));
        if (May(Act.ViewAuditLedger) || May(Act.ConfirmClock))
        {
            groups.Add(new(l.T("监督", "Supervision"),
            [
                .. May(Act.ViewAuditLedger) ? [Item("/audit", "list-check", "审计台账", "Audit ledger"), Item("/proofs", "shield-check", "台账校验", "Proofs")] : Array.Empty<NavItem>(),
                .. May(Act.ConfirmClock) ? [Item("/clock", "clock", "时钟", "Clock")] : Array.Empty<NavItem>(),
            ]));
        }

        return groups;
    }
}

/// <summary>The bureau of this installation, once it is set up; read at start and after set-up, never changed in between.</summary>
public sealed class Installation
{
    public Bureau? Bureau { get; private set; }

    public bool IsSetUp => Bureau is not null;

    public void Is(Bureau bureau) => Bureau = bureau;
}
