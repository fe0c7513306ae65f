using CsCheck;
using Shoumi.Rules.Procedure;
using Xunit;
using static Shoumi.Rules.Tests.Procedure.CaseMaking;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Procedure;

/// <summary>变更, 提前解密, notices, re-marking and the yearly review.</summary>
public sealed class ChangeRulesTests
{
    private static readonly DateOnly Start = new(2020, 5, 1), Today = new(2026, 3, 5);

    private static readonly MatterFacts Running = Matter(Level.Confidential, Term.Years(10));

    [Fact(DisplayName = "变更只对现行、在保的记录提出，由产生事项的处室提出，一次一件；来文定密的凭原定密单位通知")]
    [Requirement("R7.4.1", "R4.3")]
    public void Who_may_ask_for_what()
    {
        var drafter = Somebody(Drafter, Section);
        Assert.Equal(Ruling.Yes, ChangeRules.MayOpen(Running, false, null, drafter, Today));
        Assert.Equal(["MZ.7.CHANGE"], Codes(ChangeRules.MayOpen(Running, true, null, drafter, Today)));
        Assert.Equal(["MZ.7.CHANGE"], Codes(ChangeRules.MayOpen(Running with { Replaced = true }, false, null, drafter, Today)));
        Assert.Equal(["MZ.7.CHANGE.UNIT"], Codes(ChangeRules.MayOpen(Running with { UnitId = OtherSection }, false, null, drafter, Today)));
        Assert.Equal(Ruling.Yes, ChangeRules.MayOpen(Running with { UnitId = OtherSection }, false, null, Somebody(Stranger, OtherSection, Post.SectionHead), Today));
        var received = Running with { Received = true };
        Assert.All(new[] { null, "", "  " }, none => Assert.Equal(["MZ.4.10.NOTICE"], Codes(ChangeRules.MayOpen(received, false, none, drafter, Today))));
        Assert.Equal(Ruling.Yes, ChangeRules.MayOpen(received, false, "省民密9号", drafter, Today));
        Assert.Equal(["MZ.6.6.LATE"], Codes(ChangeRules.MayOpen(Matter(Level.Confidential, Term.Years(5)), false, null, drafter, Today)));
    }

    [Theory(DisplayName = "届满当日之前可以变更，届满之日起不能：延长为时已晚，解密不必再办")]
    [Requirement("R6.6.2", "R7.4.1")]
    [InlineData(-1, CasePurpose.Change, null)]
    [InlineData(0, CasePurpose.Change, "MZ.6.6.LATE")]
    [InlineData(-1, CasePurpose.Declassify, null)]
    [InlineData(0, CasePurpose.Declassify, "MZ.6.6.ENDED")]
    public void On_the_day_it_ends(int days, CasePurpose purpose, string? code) =>
        Assert.Equal(code is null ? [] : new[] { code }, Codes(ChangeRules.StillStands(Running, purpose, Running.FreeFrom!.Value.AddDays(days))));

    [Fact(DisplayName = "什么都没变的不是变更；改后已经届满的应办提前解密；只改知悉范围、只改密级、只改期限都是变更")]
    [Requirement("R7.4.1", "R6.1.1")]
    public void What_is_a_change()
    {
        Assert.Equal(["MZ.7.CHANGE"], Codes(ChangeRules.JudgeChange(Running, Running.Secrecy, sameScope: true, Today)));
        Assert.Equal(Ruling.Yes, ChangeRules.JudgeChange(Running, Running.Secrecy, sameScope: false, Today));
        Assert.Equal(Ruling.Yes, ChangeRules.JudgeChange(Running, Of(Level.Secret, Term.Years(10)), sameScope: true, Today));
        Assert.Equal(Ruling.Yes, ChangeRules.JudgeChange(Running, Of(Level.Confidential, Term.Years(8)), sameScope: true, Today));
        Assert.Equal(["MZ.6.6.PAST"], Codes(ChangeRules.JudgeChange(Running, Of(Level.Confidential, Term.Years(5)), sameScope: true, Today)));
        Assert.Equal(["MZ.7.CHANGE"], Codes(ChangeRules.JudgeChange(Running, new(Level.Confidential, Term.Years(8), TermOrigin.Foreseen, Start.AddDays(1)), sameScope: true, Today)));
    }

    [Fact(DisplayName = "来文定密看依据，不看期限从哪里来：只标密级的来文，期限按默认，仍是来文")]
    [Requirement("R4.3", "R6.4.1")]
    public void What_was_received()
    {
        Assert.False(Entry().IsReceived);
        Assert.True(Entry(TermOrigin.Default, LedgerEntry.BasisOfReceived).IsReceived);
        Assert.True(Entry(TermOrigin.Received, "省民政厅").IsReceived);
        Assert.False(Entry(TermOrigin.Default).IsReceived);
    }

    [Fact(DisplayName = "变更和解密都须写明理由")]
    [Requirement("R7.1.4")]
    public void A_reason_is_given()
    {
        Assert.All(new[] { null, "", " \n" }, none => Assert.Equal(["MZ.7.1.OPINION"], Codes(ChangeRules.JudgeReason(none))));
        Assert.Equal(Ruling.Yes, ChangeRules.JudgeReason("形势变化"));
    }

    [Fact(DisplayName = "任何期限：比原来晚届满的是延长，通知没有送齐不得记入台账；不延长的随时可以记入")]
    [Requirement("R6.6.2", "R8.6")]
    public void Extensions_are_delivered_first() =>
        Gen.Select(Gen.Int[7, 30], Gen.Int[7, 30], Gen.Int[0, 3]).Sample((was, to, undelivered) =>
        {
            var (matter, now) = (Matter(Level.TopSecret, Term.Years(was)), Of(Level.TopSecret, Term.Years(to)));
            Assert.Equal(to > was, ChangeRules.IsExtension(matter, now));
            Assert.Equal(to > was && undelivered > 0 ? new[] { "MZ.6.6.DELIVER" } : [], Codes(ChangeRules.MayEnter(matter, CasePurpose.Change, now, undelivered, Today)));
            Assert.Equal(Ruling.Yes, ChangeRules.MayEnter(matter, CasePurpose.Declassify, now, undelivered, Today));
        });

    [Fact(DisplayName = "改为长期是延长；长期改为年限不是")]
    [Requirement("R6.6.2")]
    public void Without_end()
    {
        Assert.True(ChangeRules.IsExtension(Running, Of(Level.Confidential, Term.LongTerm)));
        Assert.False(ChangeRules.IsExtension(Matter(Level.Confidential, Term.LongTerm), Of(Level.Confidential, Term.Years(10))));
        Assert.Equal(["MZ.6.6.LATE"], Codes(ChangeRules.MayEnter(Running, CasePurpose.Change, Of(Level.Confidential, Term.LongTerm), 0, Running.FreeFrom!.Value)));
    }

    [Fact(DisplayName = "通知由持有单位的人签收，别的单位的和本局以外的由机要室凭纸质回执登记；先签收、先记台账，然后改标")]
    [Requirement("R8.6")]
    public void Notices()
    {
        var (member, clerk) = (Somebody(Stranger, Section), Somebody(Stranger, null, Post.RegistryClerk));
        Assert.Equal(Ruling.Yes, ChangeNotice.MayReceive(Section, member, bySlip: false));
        Assert.Equal(["MZ.8.6.HOLDER"], Codes(ChangeNotice.MayReceive(OtherSection, member, bySlip: false)));
        Assert.Equal(["MZ.8.6.HOLDER"], Codes(ChangeNotice.MayReceive(OtherSection, clerk, bySlip: false)));
        Assert.All([OtherSection, null], (int? holder) => Assert.Equal(Ruling.Yes, ChangeNotice.MayReceive(holder, clerk, bySlip: true)));
        Assert.All([Section, null], (int? holder) => Assert.Equal(["MZ.8.6.HOLDER"], Codes(ChangeNotice.MayReceive(holder, member, bySlip: true))));
        Assert.All(Enum.GetValues<Stage>(), stage => Assert.Equal(stage == Stage.Registered, ChangeNotice.MayRemark(Today, stage).IsPermitted));
        Assert.Equal(["MZ.8.6.FIRST"], Codes(ChangeNotice.MayRemark(null, Stage.Registered)));
        Assert.Equal([true, true, false, false], new[] { 0, 3, -1, 4 }.Select(d => ChangeNotice.SlipDate(Today.AddDays(d - 3), Today.AddDays(-3), Today).IsPermitted));
    }

    [Theory(DisplayName = "年度审核的是本年之前确定、本年仍在保的事项")]
    [Requirement("R7.4.1")]
    [InlineData("2025-12-31", "2030-01-01", true)]
    [InlineData("2026-01-01", "2030-01-01", false)]
    [InlineData("2020-05-01", "2026-01-02", true)]
    [InlineData("2020-05-01", "2026-01-01", false)]
    [InlineData("2020-05-01", "2025-12-31", false)]
    [InlineData("2020-05-01", null, true)]
    public void What_is_reviewed(string classified, string? free, bool due) =>
        Assert.Equal(due, YearlyReview.IsDue(DateOnly.Parse(classified), free is null ? null : DateOnly.Parse(free), 2026));

    [Fact(DisplayName = "变更写成新的一条：起算日不变，更正栏、份数、载体随旧记录；提前解密自批准之日起自由，最后保密日是前一天")]
    [Requirement("R7.4.1", "R6.6.1")]
    public void The_further_entry()
    {
        var entry = Entry();
        var changed = entry.Changed(Of(Level.Secret, Term.Years(20)), entry.Rest with { Remark = "变更" }, 2026, DateTimeOffset.UnixEpoch, Stranger);
        Assert.Equal((EntryKind.Changed, Start, Start.AddYears(20), "机密★20年", "变更", entry.Copies), (changed.Kind, changed.ClassifiedOn, changed.LastProtectedDay!.Value, changed.Mark, changed.Remark, changed.Copies));
        var ended = entry.Declassified(Today, entry.Rest, 2026, DateTimeOffset.UnixEpoch, Stranger);
        Assert.Equal((EntryKind.Declassified, Today, Today.AddDays(-1), Today, entry.Mark), (ended.Kind, ended.FreeFrom!.Value, ended.LastProtectedDay!.Value, ended.DeclassificationRecordedOn!.Value, ended.Mark));
        Assert.False(ended.InForceOn(Today));
        Assert.True(ended.InForceOn(Today.AddDays(-1)));
    }

    [Fact(DisplayName = "变更的记录从原起算日算起，无论批准的期限写着哪一天；改标日期只随更正，不随变更")]
    [Requirement("R7.4.1", "R6.6.1", "R8.6")]
    public void What_goes_on_to_the_further_entry()
    {
        var entry = Entry();
        entry.RecordRemarking(Today);
        var changed = entry.Changed(new(Level.Secret, Term.Years(20), TermOrigin.Received, Start.AddYears(3)), entry.Rest, 2026, DateTimeOffset.UnixEpoch, Stranger);
        Assert.Equal((Start, Start.AddYears(20), null), (changed.ClassifiedOn, changed.LastProtectedDay!.Value, changed.RemarkedOn));
        Assert.Null(entry.Declassified(Today, entry.Rest, 2026, DateTimeOffset.UnixEpoch, Stranger).RemarkedOn);
        var correction = new Correction { EntryId = 1, CaseId = 1, RequestedById = Stranger, RequestedAt = DateTimeOffset.UnixEpoch, Reason = "笔误", Field = CorrectedField.Copies, Was = "6", Becomes = "7" };
        Assert.Equal(Today, entry.Corrected(correction, 2026, DateTimeOffset.UnixEpoch).RemarkedOn);
    }

    [Fact(DisplayName = "升密后旧记录按新密级保护，题名可以清除，其余各栏不变")]
    [Requirement("R7.4.1", "R2.1")]
    public void Protecting_what_was()
    {
        var entry = Entry();
        Assert.Equal(Level.Confidential, entry.AccessLevel);
        entry.Protect(Level.TopSecret);
        entry.EraseTitle();
        Assert.Equal((Level.Confidential, Level.TopSecret, null, "秘密★10年"), (entry.Level, entry.AccessLevel, entry.Title, entry.Mark));
    }

    private static Secrecy Of(Level level, Term term) => new(level, term, TermOrigin.Foreseen, Start);

    private static MatterFacts Matter(Level level, Term term) => new(Of(level, term), Of(level, term).FreeFrom, Replaced: false, Section);

    private static LedgerEntry Entry(TermOrigin origin = TermOrigin.Foreseen, string basis = "第五条（三）项2") => new()
    {
        Year = 2020, CaseId = 1, EnteredAt = DateTimeOffset.UnixEpoch, EnteredById = 1, UnitId = Section, DrafterId = Drafter, ClassifierId = 2, Title = "安置计划",
        Level = Level.Confidential, Term = Term.Years(10), Origin = origin, Mark = "秘密★10年", RowId = "CL-5.3.2", Basis = basis,
        ClassifiedOn = Start, LastProtectedDay = Start.AddYears(10), FreeFrom = Start.AddYears(10).AddDays(1), CarrierForm = "纸质", Copies = 6, Knowing = 5,
    };

    private static string[] Codes(Ruling ruling) => [.. ruling.Reasons.Select(r => r.Code)];
}
