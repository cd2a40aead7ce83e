import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** A node of OpenSearch with the settings NAME=VALUE of its arguments, which lives as long as its standard input. */
public final class OneNode extends Node {
    private OneNode(Environment environment) {
        super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class), false);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        try (Node node = new OneNode(InternalSettingsPreparer.prepareEnvironment(
                settings.build(), Map.of(), null, () -> "one-node"))) {
            node.start();
            while (System.in.read() >= 0) {
                // Whoever started the node holds the other end.
            }
        }
        System.exit(0);
    }
}
