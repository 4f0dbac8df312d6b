using System.Reflection;
using SignalFire.Cluster.Tests.Processes;
using Xunit;
using Xunit.v3;

[assembly: ShowProcesses]

namespace SignalFire.Cluster.Tests.Processes;

/// <summary>Shows what the processes of a test said when it failed.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ShowProcessesAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => ProcessesOfTest.ForgetEnded();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed && TestContext.Current.TestOutputHelper is { } output)
        {
            ProcessesOfTest.ShowTo(output);
        }
    }
}
