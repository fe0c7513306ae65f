using CsCheck;
using Shoumi.Rules.Periods;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Periods;

public sealed class TermChangeTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Theory(DisplayName = "改变密级后期限按新上限重新衡量，降级而期限过长的必须缩短")]
    [Requirement("R6.1.1")]
    [InlineData(Level.Secret, 20, Level.Confidential, null, false)]
    [InlineData(Level.Secret, 20, Level.Confidential, 10, true)]
    [InlineData(Level.Secret, 20, Level.Confidential, 11, false)]
    [InlineData(Level.Secret, 10, Level.Confidential, null, true)]
    [InlineData(Level.Secret, 20, Level.TopSecret, null, true)]
    [InlineData(Level.Confidential, 10, Level.Secret, 25, false)]
    public void The_new_cap_counts(Level from, int years, Level to, int? shortened, bool permitted)
    {
        var current = new Secrecy(from, Term.Years(years), TermOrigin.Foreseen, Day);
        var reading = Terms.JudgeChange(Pack.Levels, current, to, shortened is { } n ? Term.Years(n) : null);
        AssertRefused(reading.Ruling, permitted ? [] : ["MZ.6.1"]);
        Assert.Equal((Term.Years(shortened ?? years), TermOrigin.Foreseen), (reading.Term, reading.Origin));
    }

    [Fact(DisplayName = "默认期限随新密级改变，写明期限的不再是默认")]
    [Requirement("R6.4.1")]
    public void A_default_follows_the_level()
    {
        var current = new Secrecy(Level.Secret, Term.Years(20), TermOrigin.Default, Day);
        Assert.Equal(new(Ruling.Yes, Term.Years(10), TermOrigin.Default), Terms.JudgeChange(Pack.Levels, current, Level.Confidential, null));
        Assert.Equal(new(Ruling.Yes, Term.Years(5), TermOrigin.Foreseen), Terms.JudgeChange(Pack.Levels, current, Level.Confidential, Term.Years(5)));
    }

    [Fact(DisplayName = "依上级规定的期限，改了密级又超过新上限的，要有新的规定")]
    [Requirement("R6.3.1")]
    public void A_superior_rule_does_not_follow_the_level()
    {
        var current = new Secrecy(Level.Confidential, Term.Years(25), TermOrigin.SuperiorRule, Day);
        AssertRefused(Terms.JudgeChange(Pack.Levels, current, Level.Secret, null).Ruling, "MZ.6.3");
        Assert.Equal(new(Ruling.Yes, Term.Years(25), TermOrigin.Foreseen), Terms.JudgeChange(Pack.Levels, current, Level.TopSecret, null));
        Assert.Equal(new(Ruling.Yes, Term.Years(25), TermOrigin.SuperiorRule), Terms.JudgeChange(Pack.Levels, current, Level.Confidential, null));
        AssertRefused(Terms.JudgeChange(Pack.Levels, current, Level.Secret, Term.Years(21)).Ruling, "MZ.6.1");
    }

    [Fact(DisplayName = "收到的密件由原定密机关变更")]
    [Requirement("R4.3")]
    public void Received_items_are_changed_by_their_originator() => AssertRefused(
        Terms.JudgeChange(Pack.Levels, new(Level.Secret, Term.LongTerm, TermOrigin.Received, Day), Level.Confidential, Term.Years(5)).Ruling, "MZ.4.10");

    [Fact(DisplayName = "无论怎样变更，准许的期限都在新密级的上限之内")]
    [Requirement("R6.1.1")]
    public void No_change_exceeds_the_new_cap() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 40], Gen.Int[0, 40], Gen.Int[1, 2]).Sample((from, to, years, shortened, origin) =>
        {
            var current = new Secrecy((Level)from, Term.Years(years), (TermOrigin)origin, Day);
            var reading = Terms.JudgeChange(Pack.Levels, current, (Level)to, shortened == 0 ? null : Term.Years(shortened));
            Assert.True(!reading.Ruling.IsPermitted || Terms.JudgeCap((Level)to, reading.Term, Pack.Levels).IsPermitted);
        });
}
