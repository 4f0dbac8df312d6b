using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace SignalFire.Benchmarks.Texts;

/// <summary>How much text a second a benchmark of one <see cref="Text"/> gets through.</summary>
internal sealed class MegabytesPerSecond : IColumn
{
    public string Id => nameof(MegabytesPerSecond);

    public string ColumnName => "MB/s";

    public string Legend => "Millions of bytes of the message per second";

    public bool AlwaysShow => false;

    public bool IsNumeric => true;

    public int PriorityInCategory => 0;

    public ColumnCategory Category => ColumnCategory.Custom;

    public UnitType UnitType => UnitType.Dimensionless;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        SizeOf(benchmarkCase) is { } bytes && summary[benchmarkCase]?.ResultStatistics is { } nanoseconds
            ? FormattableString.Invariant($"{bytes * 1000 / nanoseconds.Mean:0}")
            : "";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => SizeOf(benchmark) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    private static double? SizeOf(BenchmarkCase benchmark) =>
        benchmark.Parameters.Items.Select(parameter => parameter.Value).OfType<Text>().FirstOrDefault()?.Utf8.Length;
}
