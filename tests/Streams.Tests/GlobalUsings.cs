global using Orleans.Streams;
global using SignalFire.Streams.Tests.Cluster;
global using SignalFire.Streams.Tests.Consumers;
global using SignalFire.Streams.Tests.Speakers;
global using SignalFire.Streams.Tests.Waiting;
global using Xunit;

[assembly: AssemblyFixture(typeof(SharedCluster))]
