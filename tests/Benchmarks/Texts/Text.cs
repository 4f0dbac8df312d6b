using System.Text;

namespace SignalFire.Benchmarks.Texts;

/// <summary>A message to measure with.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Utf8">Its text.</param>
public sealed record Text(string Name, byte[] Utf8)
{
    public Text(string name, string text)
        : this(name, Encoding.UTF8.GetBytes(text))
    {
    }

    public override string ToString() => $"{Name}, {Utf8.Length} B";
}
