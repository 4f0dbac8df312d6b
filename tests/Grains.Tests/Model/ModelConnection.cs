namespace SignalFire.Grains.Tests.Model;

/// <summary>A connection beside what the model says of it.</summary>
internal sealed class ModelConnection(TestConnection real)
{
    public TestConnection Real { get; } = real;

    /// <summary>Whether it still takes items.</summary>
    public bool Listens { get; set; } = true;

    /// <summary>Whether it has to learn that it is replaced.</summary>
    public bool Replaced { get; set; }

    /// <summary>The messages it has to get; those of one sender in this order.</summary>
    public List<(PeerId Sender, string Text)> Messages { get; } = [];

    /// <summary>Compares the real one with the model.</summary>
    public async Task AssertAsync()
    {
        var received = await Real.NextAsync(Messages.Count);
        Assert.True(Real.IsEmpty, "It got more than it should.");
        Assert.Equal(Replaced, Real.Replaced.IsCompleted);
        foreach (var ofOne in Messages.GroupBy(message => message.Sender, message => message.Text))
        {
            Assert.Equal(ofOne, received.Where(text => text.StartsWith($"{ofOne.Key} ", StringComparison.Ordinal)), StringComparer.Ordinal);
        }
    }
}
