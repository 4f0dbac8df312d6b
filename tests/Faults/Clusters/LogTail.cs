using System.Text;

namespace SignalFire.Faults.Clusters;

/// <summary>What a process says from now on.</summary>
internal sealed class LogTail : IDisposable
{
    private readonly FileStream _file;
    private readonly StringBuilder _line = new();

    public LogTail(ServerProcess process)
    {
        _file = new FileStream(process.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>The lines that are complete since it was last asked.</summary>
    public IReadOnlyList<string> Read()
    {
        List<string> lines = [];
        var buffer = new byte[4096];
        for (int count; (count = _file.Read(buffer)) > 0;)
        {
            foreach (var letter in Encoding.UTF8.GetString(buffer, 0, count))
            {
                if (letter != '\n')
                {
                    _line.Append(letter);
                    continue;
                }

                lines.Add(_line.ToString());
                _line.Clear();
            }
        }

        return lines;
    }

    public void Dispose() => _file.Dispose();
}
