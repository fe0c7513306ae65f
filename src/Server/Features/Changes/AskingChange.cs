using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Changes;

/// <summary>What the acts on a decided matter are asked for with, read alike for pages and programs.</summary>
public static class AskingChange
{
    public static Asked Open(Form form, Desk desk, Language l, int entryId)
    {
        var (purpose, number) = (form.OneOf<CasePurpose>("purpose", required: true), form.Text("noticeNumber", 60));
        if (purpose == CasePurpose.Determine)
        {
            form.Unknown("purpose");
        }

        return new(() => OpenChange.HandleAsync(desk, entryId, new(purpose!.Value, number)), l.T("已立案，请填写理由和拟改的内容", "Opened; now give the reason and what is to change"));
    }

    public static Asked Enter(Form form, Desk desk, Language l, int id)
    {
        var decision = form.OneOf<Decision>("decision", required: true);
        var back = decision == Decision.Return;
        var (remark, version) = (form.Text("remark", 200, required: back), form.Number("version", 0, int.MaxValue, required: true));
        return new(
            () => EnterChange.HandleAsync(desk, id, new(decision!.Value, back ? remark : null, back ? null : remark, version!.Value)),
            back ? l.T("已退回承办人", "Returned to the drafter") : l.T("已记入定密台账", "Entered in the classification ledger"));
    }

    public static Asked Receive(Form form, Desk desk, Language l, int id)
    {
        // The field stands there only where a slip is recorded; whoever signs here sends none.
        var on = form.Date("receivedOn", required: form.Has("receivedOn"));
        return new(() => ReceiveNotice.HandleAsync(desk, id, new(on)), l.T("已签收", "Signed for"));
    }
}
