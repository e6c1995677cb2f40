set terminal svg size 960,672 font 'DejaVu Sans,13' background '#FFFFFF'
set encoding utf8
set border 3 linecolor rgb '#666666' linewidth 0.8
set tics nomirror out textcolor rgb '#222222'
set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7
set datafile missing 'NaN'
set tmargin 3
set label 1000 'Bad debt' . "\n" . 'against the fall and a threshold' at screen 0.5, screen 1 center offset 0,-1 noenhanced
unset key
unset grid
set border 15
set palette defined (0 '#FFFFFF', 0.01 '#FEEDDE', 0.25 '#FDD0A2', 0.5 '#FDAE6B', 0.75 '#F16913', 1 '#7F2704')
set xlabel 'fall of ETH (%)' noenhanced
set ylabel 'protocols.Alpha.reserves.ETH.liquidationThreshold' noenhanced
set cblabel 'bad debt (million USD)' noenhanced
set xrange [5.0:45.0]
set yrange [0.6749999999999999:0.8250000000000001]
set cbrange [0:1.0999999999999999]
$d0 << EOD
10.0 0.7 0.0
20.0 0.7 0.0
30.0 0.7 0.09999999999999999
40.0 0.7 0.5
10.0 0.75 0.0
20.0 0.75 0.01
30.0 0.75 0.19999999999999998
40.0 0.75 0.7999999999999999
10.0 0.8 0.0
20.0 0.8 0.06
30.0 0.8 0.3
40.0 0.8 1.0999999999999999
EOD
plot $d0 using 1:2:3 with image pixels
