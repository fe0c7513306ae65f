using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server;

namespace Shoumi.Bench;

/// <summary>One judgement each, permitted: what every row of a list and every request pays.</summary>
public class Judging
{
    private static readonly PolicyPack Pack = Regulation.Load(Path.Combine(AppContext.BaseDirectory, "policies"), Console.Error)
        ?? throw new InvalidOperationException("The policy pack does not read");

    private readonly int[] table = [0, 10, 20, 30];
    private readonly Term term = Term.Years(20);
    private readonly long[] grants = [Principal.Person(900), Principal.Person(901), Principal.Unit(7)];
    private readonly long[] principals = [Principal.Person(5), Principal.Unit(7), Principal.Post(Post.SectionHead, 7), Principal.Post(Post.RegistryClerk, 0)];
    private readonly PostSet posts = PostSet.Of(Post.ActionOfficer, Post.RegistryClerk);
    private readonly CaseFacts facts = new(Stage.SectionReview, 1, 5, 7, Determination.StateSecret, [new StepTaken(1, 1, 5)], CatchAll: false, GroupOpinionGiven: false);
    private readonly Actor head = new(6, "head", 7, Level.Secret, [new Holding(Post.SectionHead, 7, AsDeputy: false)], administers: null);
    private readonly ImmutableArray<string> rows = ["CL-5.3.2"];
    private readonly TermAnswer answer = new(true, "8", TermUnit.Year, null);
    private Level level = Level.Secret;

    /// <summary>The limit: a call that is not inlined and one array element.</summary>
    [Benchmark(Baseline = true, Description = "limit: a call and an array element")]
    public int Limit() => Element(table, (int)level);

    [Benchmark(Description = "Terms.JudgeCap (goal 25 ns, 0 B)")]
    public Ruling Cap() => Terms.JudgeCap(level, term, Pack.Levels);

    [Benchmark(Description = "Terms.JudgeTerm")]
    public Ruling JudgeTerm() => Terms.JudgeTerm(Pack, level, term);

    [Benchmark(Description = "AccessScope.MayKnow, the third grant fits (goal 40 ns, 0 B)")]
    public bool MayKnow() => AccessScope.MayKnow(level, grants, Level.TopSecret, principals);

    [Benchmark(Description = "Authority.Judge")]
    public Ruling Authority() => Rules.Authority.Judge(Act.EnterInLedger, posts);

    [Benchmark(Description = "FiveSteps.Judge, a review")]
    public Ruling Step() => FiveSteps.Judge(Act.ReviewAsSectionHead, Decision.Agree, facts, head, Pack.Procedure);

    [Benchmark(Description = "Terms.Judge, from what was typed")]
    public TermReading Typed() => Terms.Judge(Pack, Level.Confidential, rows, answer, new DateOnly(2026, 3, 2));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Element(int[] table, int index) => table[index];

    internal static int Run()
    {
        var artifacts = Path.Combine(Path.GetTempPath(), "shoumi-bench-judge");
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(artifacts);
        var summary = BenchmarkRunner.Run<Judging>(config);
        var limit = summary.Reports.First(r => r.BenchmarkCase.Descriptor.Baseline).ResultStatistics!.Mean;
        Machine.Print("What one judgement costs");
        Console.WriteLine("| judgement | mean, ns | ± ns | × limit | allocated, B |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var report in summary.Reports)
        {
            var (benchmark, figures) = (report.BenchmarkCase, report.ResultStatistics!);
            Console.WriteLine($"| {benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')} | {figures.Mean:F2} | {figures.StandardDeviation:F2} | {figures.Mean / limit:F1} | {report.GcStats.GetBytesAllocatedPerOperation(benchmark)} |");
        }

        return 0;
    }
}
