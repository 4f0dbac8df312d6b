using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SignalFire.Benchmarks.Texts;

var config = DefaultConfig.Instance
    // In this process: the project that BenchmarkDotNet would generate does not see this repository's package versions.
    .AddJob(new Job().WithToolchain(InProcessEmitToolchain.Instance).AsMutator())
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(new MegabytesPerSecond())
    .HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2);
BenchmarkSwitcher.FromAssembly(typeof(Text).Assembly).Run(args, config);
